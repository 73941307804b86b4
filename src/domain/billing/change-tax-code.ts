import type { Tx } from '../../db/in-workspace.js'
import { counted } from '../../lib/counted.js'
import { invalid, refused } from '../../lib/errors.js'
import { valid } from '../../lib/valid.js'
import type { Account } from '../ledger/account.js'
import { getAccount, getAccountFor } from '../ledger/account-store.js'
import { findAdvanceSetting } from './advance-tax-store.js'
import { checkTaxCode, type TaxSide, type WholeTaxCode } from './tax-code-rules.js'
import { countTaxCodeUsers, getWholeTaxCode, insertTaxCode, isTaxCodeUsed, saveTaxCode } from './tax-code-set-store.js'

/** What people give of one; `account` by its number. */
export type TaxCodeInput = {
  name?: string | undefined
  category?: string | undefined
  ratePpm?: number | undefined
  deductibleBp?: number | undefined
  account?: string | undefined
}

/** Makes a tax code. Without an account its tax stands where that of the others does. Throws `invalid`, `conflict`, `not_found`. */
export async function createTaxCode(
  tx: Tx,
  side: TaxSide,
  code: string,
  { name, category, ratePpm = 0, deductibleBp = 10_000, account }: TaxCodeInput,
): Promise<WholeTaxCode> {
  const made = valid(
    checkTaxCode({
      id: tx.newId(),
      side,
      code,
      name: name ?? `Tax ${ratePpm / 10_000} %`,
      category: category ?? (ratePpm > 0 ? 'S' : 'Z'),
      ratePpm,
      deductibleBp,
      active: true,
      accountId: account ? await taxAccount(tx, account) : null,
    }),
  )
  const general = side === 'sale' ? 'tax-output' : 'tax-input'
  const accountId = made.accountId ?? (ratePpm > 0 ? (await getAccountFor(tx, general)).id : null)
  await insertTaxCode(tx, { ...made, accountId })
  return { ...made, accountId }
}

/**
 * Changes a tax code. Once something was entered under it, its rate, category and account are what documents say: then only its name
 * changes, and a new rate is a new code. Throws `refused`, `invalid`, `not_found`.
 */
export async function changeTaxCode(
  tx: Tx,
  side: TaxSide,
  code: string,
  { account, ...input }: TaxCodeInput,
): Promise<{ before: WholeTaxCode; after: WholeTaxCode }> {
  const before = await getWholeTaxCode(tx, side, code)
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  if (Object.keys(given).length === 0 && account === undefined)
    throw invalid(`What is to change? tax code-set ${before.code} name:"VAT 19 %"`)
  const accountId = account === undefined ? before.accountId : await taxAccount(tx, account)
  const after = valid(checkTaxCode({ ...before, ...given, accountId }))
  const isOnlyNamed = { ...after, name: before.name }
  if (JSON.stringify(isOnlyNamed) !== JSON.stringify(before) && (await isTaxCodeUsed(tx, before.id)))
    throw refused(
      `Documents use ${before.code} already, so it can’t change. Make another code (tax code-new) and retire this one: tax code-retire ${before.code} side:${side}`,
    )
  await saveTaxCode(tx, after)
  return { before, after }
}

/** Out of use, or back into it; documents that stand under it stay. Throws `refused` where products, rules or advances would go on using it. */
export async function retireTaxCode(tx: Tx, side: TaxSide, code: string): Promise<WholeTaxCode> {
  const before = await getWholeTaxCode(tx, side, code)
  if (before.active) {
    const { products, rules } = await countTaxCodeUsers(tx, before.id)
    const isForAdvances = (await findAdvanceSetting(tx))?.id === before.id
    const users = [
      products && counted(products, 'product'),
      rules && counted(rules, 'bank rule'),
      isForAdvances && 'money on account (tax advances)',
    ].filter(Boolean)
    if (users.length > 0)
      throw refused(`${before.code} is still used by ${users.join(' and ')}. Give them another code first.`)
  }
  const after = { ...before, active: !before.active }
  await saveTaxCode(tx, after)
  return after
}

async function taxAccount(tx: Tx, code: string): Promise<string> {
  const account = await getAccount(tx, { code })
  const problem = unfit(account)
  if (problem) throw invalid(`${account.code} ${account.name} ${problem}`)
  return account.id
}

const forTaxes: readonly (string | null)[] = [null, 'tax-output', 'tax-input']

function unfit({ kind, control, purpose, active }: Account): string | null {
  if (!active) return 'is out of use.'
  if (kind !== 'asset' && kind !== 'liability') return 'holds no taxes: they stand on an asset or a liability.'
  if (control !== null || !forTaxes.includes(purpose)) return 'is for something else. Make one: account new'
  return null
}
