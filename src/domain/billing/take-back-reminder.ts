import type { Tx } from '../../db/in-workspace.js'
import { logActivity } from '../crm/log-activity.js'
import type { SendReminder } from './events.js'
import { markUnsent } from './reminder-store.js'

/**
 * A reminder that did not go out, or not about all that it was made for (`sent`: the invoices that are in it), is no step of the ladder:
 * the customer never read it. Said on the deals as well, where it stands that it went. The same again changes nothing.
 */
export async function takeBackReminder(
  tx: Tx,
  { occasion, subject, recipient }: SendReminder,
  sent: readonly string[] = [],
): Promise<void> {
  const invoiceIds = await markUnsent(tx, occasion, sent)
  if (invoiceIds.length === 0) return
  const invoices = await tx.prisma.invoice.findMany({
    where: { workspaceId: tx.scope.workspaceId, id: { in: invoiceIds }, dealId: { not: null } },
    select: { number: true, dealId: true },
    orderBy: { id: 'asc' },
  })
  for (const dealId of new Set(invoices.flatMap((invoice) => invoice.dealId ?? []))) {
    const names = invoices.filter((invoice) => invoice.dealId === dealId).map(({ number }) => number)
    const body = `“${subject}” did not go out to ${recipient} for ${names.join(', ')}.`
    await logActivity(tx, { kind: 'note', subject: { kind: 'deal', id: dealId }, body })
  }
}
