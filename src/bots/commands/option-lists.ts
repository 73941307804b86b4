import type { SqlScope } from '../../db/sql-workspace.js'
import type { TaxSide } from '../../domain/billing/tax-code-rules.js'
import { listTaxCodeRows } from '../../domain/billing/tax-code-set-store.js'
import type { Account } from '../../domain/ledger/account.js'
import { listAccounts } from '../../domain/ledger/account-store.js'
import type { FormOption } from './form.js'
import type { OptionList } from './params.js'

/** What a company has of its own that values name by a code: a form offers it, words may still give it. */
const LISTS: Readonly<Record<OptionList, (read: SqlScope) => Promise<FormOption[]>>> = {
  'sales-tax': (read) => taxCodes(read, 'sale'),
  'purchase-tax': (read) => taxCodes(read, 'purchase'),
  account: (read) => accounts(read, () => true),
  'cost-account': (read) => accounts(read, ({ kind }) => kind === 'expense' || kind === 'asset'),
  'income-account': (read) => accounts(read, ({ kind }) => kind === 'income'),
}

/** Everything that may be chosen of a list, in its own order. */
export const listOptions = (read: SqlScope, list: OptionList): Promise<FormOption[]> => LISTS[list](read)

export const isOptionList = (name: string): name is OptionList => name in LISTS

async function taxCodes(read: SqlScope, side: TaxSide): Promise<FormOption[]> {
  const codes = await listTaxCodeRows(read, { retired: false })
  return codes
    .filter((each) => each.side === side)
    .map(({ code, name, ratePpm }) => ({ value: code, label: `${code} · ${withRate(name, ratePpm)}` }))
}

/** Most names say the rate themselves. */
function withRate(name: string, ratePpm: number): string {
  const rate = String(ratePpm / 10_000)
  return ratePpm === 0 || name.includes(rate) ? name : `${name}, ${rate} %`
}

/** Receivables, payables and their like are posted to by their documents alone. */
async function accounts(read: SqlScope, fits: (account: Account) => boolean): Promise<FormOption[]> {
  const all = await listAccounts(read)
  return all
    .filter((each) => each.active && each.control === null && fits(each))
    .map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))
}
