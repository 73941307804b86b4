import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { invalid, refused } from '../../lib/errors.js'
import { formatMoney, type Money } from '../../lib/money.js'
import type { Account } from './account.js'
import { getAccount } from './account-store.js'
import type { NewEntry } from './entry.js'
import { requireOpenDate } from './open-date.js'
import { postEntries } from './post-entries.js'

/** A manual entry of two lines, accounts by their codes. */
export type NewJournal = { memo: string; debit: string; credit: string; amount: Money; date: IsoDate }

export type PlannedJournal = { entry: NewEntry; debit: Account; credit: Account }

/** What the entry would be, without posting it. Throws `invalid`, `not_found`, `refused`. */
export async function planJournal(tx: Tx, input: NewJournal): Promise<PlannedJournal> {
  const [debit, credit] = [await getAccount(tx, { code: input.debit }), await getAccount(tx, { code: input.credit })]
  const { memo, amount, date } = input
  if (debit.id === credit.id) throw invalid(`Debit and credit are the same account, ${debit.code} ${debit.name}.`)
  if (amount.minor <= 0n)
    throw invalid(
      `${formatMoney(amount)} can't be posted. Give an amount above zero; turn the accounts to go the other way.`,
    )
  const control = [debit, credit].find((account) => account.control !== null)
  if (control)
    throw refused(
      `${control.code} ${control.name} moves by invoices and payments only, so that it always equals the open items.`,
    )
  await requireOpenDate(tx, date)
  const id = tx.newId()
  const line = (account: Account, minor: bigint) => ({ accountId: account.id, amount: { ...amount, minor } })
  const postings = [line(debit, amount.minor), line(credit, -amount.minor)]
  return { entry: { id, date, source: 'manual', memo, idempotencyKey: `manual:${id}`, postings }, debit, credit }
}

export async function postJournal(tx: Tx, input: NewJournal): Promise<PlannedJournal> {
  const planned = await planJournal(tx, input)
  await postEntries(tx, [planned.entry])
  await tx.outbox('journal.posted', { entryId: planned.entry.id })
  return planned
}
