import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { IsoDate } from '../../lib/dates.js'
import { formatMoney } from '../../lib/money.js'
import { createTask } from '../crm/create-task.js'
import { findStaffByIds, listStaff } from '../people/staff-store.js'
import { hasEnded, type Overdue, totals } from './dunning.js'
import { LADDER_ENDED, listLadder } from './dunning-store.js'
import { insertReminders } from './reminder-store.js'

/** Who takes it up where nobody answers for the customer. */
const INSTEAD = ['finance', 'controller', 'admin'] as const

/** Invoices that a task names; it has the length of a line. */
const NAMED = 4

/**
 * Hands over to a person what the last reminder didn't bring in: one task, once an invoice. Answers whether there was any. Where
 * nobody could take it, it is tried again the next day.
 */
export async function endDunning(
  tx: Tx,
  debtor: { name: string; id: string; ownerId: string | null },
  { invoices, today }: { invoices: readonly Overdue[]; today: IsoDate },
): Promise<boolean> {
  const ladder = await listLadder(tx)
  const ended = invoices.filter((invoice) => hasEnded(invoice, ladder, today))
  const ownerId = ended.length === 0 ? null : await whoTakesIt(tx, debtor.ownerId)
  if (ownerId === null) return false
  await createTask(tx, {
    text: wordsOf(debtor.name, ended),
    ownerId,
    dueOn: today,
    subject: { kind: 'company', id: debtor.id },
  })
  const last = ladder.at(-1)?.position ?? 1
  const ids = ended.map(({ invoiceId }) => invoiceId)
  await insertReminders(tx, LADDER_ENDED, new Map(ids.map((id) => [id, last])))
  return true
}

async function whoTakesIt(tx: Tx, ownerId: string | null): Promise<string | null> {
  const read = sqlInTx(tx)
  const owner = (await findStaffByIds(read, ownerId === null ? [] : [ownerId])).find(({ active }) => active)
  if (owner) return owner.id
  for (const role of INSTEAD) {
    const [holder] = await listStaff(read, { role })
    if (holder) return holder.id
  }
  return null
}

function wordsOf(customer: string, ended: readonly Overdue[]): string {
  const names = ended.slice(0, NAMED).map(({ name }) => name)
  const more = ended.length > NAMED ? ` and ${ended.length - NAMED} more` : ''
  const open = totals(ended).map(formatMoney).join(', ')
  const who = customer.length > 80 ? `${customer.slice(0, 79)}…` : customer
  return `${who} has not paid ${names.join(', ')}${more} (${open}) after the last reminder, and gets no other: call, collect or write off`
}
