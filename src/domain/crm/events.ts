import type { Tx } from '../../db/in-workspace.js'

/**
 * Everything the CRM tells the rest of the house: the outbox kinds it writes, with their data. A job handles a kind; records
 * are named by id and read anew, because they may have changed since.
 *
 * - `contact.address-added` – mail that is stored already and names this address can be filed under the contact now;
 *   `filed`: whoever made the contact sees to that
 * - `contact.address-taken-back` – an address was given by mistake: the mail that came with it is not this contact's
 * - `deal.moved`, `deal.won`, `deal.lost`, `deal.reopened` – a deal changed its stage, in this very transaction
 * - `deal.changed` – what a won deal is worth may be another now; nobody hears of one that is open
 * - `deal.stepped` – somebody noted what comes next on an open deal, or that nothing does
 * - `deal.assigned`, `task.assigned` – somebody else is to take care of it and should hear
 * - `deals.assigned` – the same of many that changed hands together, to be said in one message
 * - `task.changed` – what somebody has to do may have changed, and with it what a reminder of today says
 */
export type CrmEvent =
  | { kind: 'contact.address-added'; data: { contactId: string; addressKey: string; filed?: boolean } }
  | { kind: 'contact.address-taken-back'; data: { contactId: string; addressKey: string } }
  | { kind: 'deal.moved'; data: { dealId: string; fromStageId: string; toStageId: string } }
  | { kind: 'deal.won'; data: { dealId: string } }
  | { kind: 'deal.lost'; data: { dealId: string } }
  | { kind: 'deal.reopened'; data: { dealId: string } }
  | { kind: 'deal.changed'; data: { dealId: string } }
  | { kind: 'deal.stepped'; data: { dealId: string } }
  | { kind: 'deal.assigned'; data: { dealId: string; fromOwnerId: string; toOwnerId: string } }
  | { kind: 'deals.assigned'; data: { dealIds: readonly string[]; toOwnerId: string } }
  | { kind: 'task.assigned'; data: { taskId: string } }
  | { kind: 'task.changed'; data: { taskId: string } }

/** Writes the event to the outbox. What is imported or made for the demo is history: nobody is told of its deals. */
export async function emit(tx: Tx, { kind, data }: CrmEvent): Promise<void> {
  const history = tx.scope.via === 'import' || tx.scope.via === 'demo'
  if (!history || kind === 'contact.address-added') await tx.outbox(kind, data)
}
