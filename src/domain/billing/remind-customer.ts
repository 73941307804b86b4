import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { invalid, refused } from '../../lib/errors.js'
import { getBillingParties } from './billing-party-store.js'
import { type DunningLevel, levelOf, type Overdue, reminderMail } from './dunning.js'
import { findReminderAddress, listLadder, listOverdue } from './dunning-store.js'
import { emit, type SendReminder } from './events.js'
import { insertReminders } from './reminder-store.js'

export type PlannedReminder = {
  mail: SendReminder
  level: DunningLevel
  invoices: readonly Overdue[]
  customer: string
}

/**
 * The reminder as it would go out. A person may remind before the ladder would; it then stands at its first step. Throws
 * `refused` when nothing is past due or the customer was reminded today already, `invalid` when nobody can be written to.
 */
export async function planReminder(
  tx: Tx,
  input: { companyId: string; today: IsoDate; to?: string },
): Promise<PlannedReminder> {
  const { companyId, today } = input
  const parties = await getBillingParties(tx, companyId)
  const invoices = await listOverdue(tx, companyId, today)
  if (invoices.length === 0) throw refused(`${parties.company} has nothing that is past due.`)
  const occasion = `dunning:${companyId}:${today}`
  const already = await tx.prisma.invoiceReminder.findFirst({ where: { workspaceId: tx.scope.workspaceId, occasion } })
  if (already) throw refused(`${parties.company} was reminded today already: one mail a day is enough.`)
  const recipient = input.to ?? (await findReminderAddress(tx, companyId))
  if (!recipient) throw invalid(`${parties.company} has no address that mail reaches. Say one: to:name@example.com`)
  const ladder = await listLadder(tx)
  const levels = invoices.map((invoice) => levelOf(invoice, ladder, today)).filter((level) => level !== null)
  const level = levels.sort((a, b) => b.position - a.position)[0] ?? ladder[0]
  if (!level) throw refused('There is no step in the ladder of reminders.')
  const { subject, text } = reminderMail({ seller: parties.seller, invoices, level }, today)
  const company = await tx.prisma.company.findFirst({ where: { id: companyId }, select: { ownerId: true } })
  const invoiceIds = invoices.map(({ invoiceId }) => invoiceId)
  const mail = { companyId, invoiceIds, recipient, subject, text, occasion, ownerId: company?.ownerId ?? null }
  return { mail, level, invoices, customer: parties.company }
}

/** Puts the mail into the outbox and notes the step on each invoice. */
export async function remindCustomer(tx: Tx, input: Parameters<typeof planReminder>[1]): Promise<PlannedReminder> {
  const planned = await planReminder(tx, input)
  const { mail, level } = planned
  await insertReminders(tx, { occasion: mail.occasion, level: level.position }, mail.invoiceIds)
  await emit(tx, { kind: 'dunning.send', data: mail })
  return planned
}
