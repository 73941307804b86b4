import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { IsoMonth } from '../../lib/dates.js'
import { invalid } from '../../lib/errors.js'
import { formatMoney, type Money } from '../../lib/money.js'
import type { Account } from './account.js'
import { getAccount, getAccountFor } from './account-store.js'
import { type Accrual, accrualEntries } from './accrual.js'
import { insertAccrual } from './accrual-store.js'
import type { NewEntry } from './entry.js'
import { requireOpenDate } from './open-date.js'
import { postEntries } from './post-entries.js'

export type AccrualInput = {
  memo: string
  /** The cost account's code. */
  account: string
  amount: Money
  month: IsoMonth
  companyId?: string
  department?: string
}

export type PlannedAccrual = { accrual: Accrual; account: Account; accruals: Account; entries: [NewEntry, NewEntry] }

/** What accruing would post, without posting it. `ref` stays empty until it is made. Throws `invalid`, `not_found`, `refused`. */
export async function planAccrual(
  tx: Tx,
  input: AccrualInput,
  baseCurrency: string,
  ref = 'ACR',
): Promise<PlannedAccrual> {
  const { memo, amount, month } = input
  if (amount.minor <= 0n) throw invalid(`${formatMoney(amount)} can't be accrued. Give an amount above zero.`)
  if (amount.currency !== baseCurrency)
    throw invalid(`Accruals are estimates in ${baseCurrency}, the currency of the books; give the amount in it.`)
  const account = await getAccount(tx, { code: input.account })
  const accruals = await getAccountFor(tx, 'accruals')
  const made = {
    id: tx.newId(),
    ref,
    month,
    memo,
    amountMinor: amount.minor,
    department: input.department ?? null,
    accountId: account.id,
    companyId: input.companyId ?? null,
  }
  const ids = { entryId: tx.newId(), reversalId: tx.newId() }
  const entries = accrualEntries(made, { accruals: accruals.id, currency: baseCurrency, ...ids })
  for (const { date } of entries) await requireOpenDate(tx, date)
  return { accrual: { ...made, ...ids, billId: null }, account, accruals, entries }
}

export async function accrue(tx: Tx, input: AccrualInput, baseCurrency: string): Promise<PlannedAccrual> {
  const planned = await planAccrual(tx, input, baseCurrency, await nextRef(tx, 'accrual', 'ACR'))
  await postEntries(tx, planned.entries)
  await insertAccrual(tx, planned.accrual)
  await tx.outbox('journal.posted', { entryIds: planned.entries.map(({ id }) => id) })
  return planned
}
