import type { Tx } from '../db/in-workspace.js'
import { addAccounts } from '../domain/ledger/account-store.js'
import type { OldBalance } from '../domain/ledger/old-balance.js'
import { AppError, invalid } from '../lib/errors.js'
import { formatMoney, type Money, money } from '../lib/money.js'
import { accountKindOf } from './account-words.js'
import { defineImport, type ImportContext, RowFault, type Values } from './define-import.js'
import { amountOf } from './each-record.js'
import { accountFinder } from './find-account.js'
import type { Records } from './read-records.js'

/** A trial balance is taken in whole or not at all, so it is no kind of `daybook import`; it is read like one. */
export const trialBalance = defineImport({
  name: 'trial-balance',
  summary: 'Balances of an earlier system',
  fields: {
    account: { type: 'text', required: true, aliases: ['code', 'account code', 'account number', 'number', 'konto'] },
    name: { type: 'text', aliases: ['account name', 'description'] },
    kind: { type: 'text', aliases: ['type', 'account type'] },
    debit: { type: 'number', aliases: ['dr', 'debit balance', 'soll'] },
    credit: { type: 'number', aliases: ['cr', 'credit balance', 'haben'] },
    balance: { type: 'number', aliases: ['amount', 'closing balance', 'saldo'] },
    currency: { type: 'text', aliases: ['currency code', 'account currency', 'cur', 'währung'] },
    foreign: {
      type: 'number',
      aliases: ['foreign balance', 'foreign amount', 'amount in currency', 'currency balance'],
    },
  },
  keyOf: ({ account, currency }) => [account, currency?.toUpperCase()].filter(Boolean).join(' '),
  chunk: 1,
  save: () => Promise.reject(new Error('A trial balance is taken over, not imported.')),
})

/** The balances of a trial balance. Throws `invalid` with the rows that can't be read, and where it does not balance. */
export async function oldBalances(
  tx: Tx,
  { records, refused }: Records,
  context: ImportContext,
): Promise<OldBalance[]> {
  const [first] = refused
  if (first)
    throw invalid(
      `Row ${first.row} of the trial balance can't be read${first.field ? ` (${first.field})` : ''}: ${first.reason} Nothing was done.`,
    )
  // It would agree with books that have nothing, and be noted as taken over.
  if (records.length === 0) throw invalid('The trial balance has no rows. Nothing was done.')
  const find = await accountFinder(tx, { ...context, create: new Set() })
  const balances: OldBalance[] = []
  for (const { rows } of records) {
    const { row, values } = rows[0] ?? { row: 0, values: {} }
    try {
      const { account = '', kind } = values
      const known = kind === undefined || !context.create.has('accounts') ? null : accountKindOf(kind)
      if (known) await addAccounts(tx, [{ code: account, name: values['name'] ?? account, kind: known, purpose: null }])
      const [debit, credit] = [
        amountOf(values, 'debit', context.baseCurrency),
        amountOf(values, 'credit', context.baseCurrency),
      ]
      const balance = amountOf(values, 'balance', context.baseCurrency)
      const { code } = known ? { code: account } : await find(account)
      const minor = balance?.minor ?? (debit?.minor ?? 0n) - (credit?.minor ?? 0n)
      balances.push({ code, minor, foreign: foreignOf(values, minor, context.baseCurrency) })
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      const about = thrown instanceof RowFault && thrown.value !== null ? ` (${thrown.value})` : ''
      throw invalid(`Row ${row} of the trial balance${about}: ${thrown.userMessage} Nothing was done.`)
    }
  }
  const sum = balances.reduce((total, { minor }) => total + minor, 0n)
  if (sum !== 0n)
    throw invalid(
      `The trial balance does not balance: debits less credits are ${formatMoney(money(sum, context.baseCurrency))}. Nothing was done.`,
    )
  return balances
}

/** The balance in the account's own currency, on the side where its worth in the base currency stands; null in the base currency. */
function foreignOf(values: Values, baseMinor: bigint, baseCurrency: string): Money | null {
  const currency = values['currency']?.toUpperCase()
  if (currency === undefined || currency === baseCurrency) return null
  if (!/^[A-Z]{3}$/.test(currency))
    throw new RowFault('currency', currency, 'It is no currency: three letters, like USD.')
  const amount = amountOf(values, 'foreign', currency)
  if (!amount) throw new RowFault('foreign', null, `How much is it in ${currency}? That stands in a column of its own.`)
  const size = amount.minor < 0n ? -amount.minor : amount.minor
  return baseMinor === 0n ? amount : money(baseMinor < 0n ? -size : size, currency)
}
