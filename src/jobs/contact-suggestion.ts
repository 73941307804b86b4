import type { Reply } from '../bots/commands/reply.js'
import { readWorkspace } from '../db/sql-workspace.js'
import type { UnknownSender } from '../domain/correspondence/notice-store.js'
import { findStaffByIds } from '../domain/people/staff-store.js'
import { addressKey } from '../lib/address-key.js'
import type { JobContext } from './define-job.js'
import { deliverChat } from './deliver-chat.js'

type Sender = UnknownSender & { address: string; name: string | null }

/** Asks the company's owner, once an address, whether somebody who wrote from there is to be a contact. */
export async function suggestContact(context: JobContext, sender: Sender): Promise<void> {
  const { ownerId, address } = sender
  if (ownerId === null) return
  const [owner] = await readWorkspace(context.db, context.scope, (read) => findStaffByIds(read, [ownerId]))
  if (!owner?.slackUserId || !owner.active) return
  const occasion = `contact-suggestion:${addressKey(address)}`
  await deliverChat(context, { occasion, to: owner.slackUserId, reply: suggestion(sender) })
}

function suggestion({ address, name, company, companyRef }: Sender): Reply {
  const called = name && !name.includes('@') ? name : (address.split('@')[0] ?? address)
  return {
    headline: `${called} at ${company} wrote and is no contact yet`,
    fields: [{ label: 'Address', value: address }],
    actions: [
      {
        label: 'Add contact',
        style: 'primary',
        do: { command: 'contact new', args: { name: called, email: address, company: companyRef } },
        typed: `contact new "${called}" email:${address} company:${companyRef}`,
      },
      {
        label: 'Never log',
        style: 'danger',
        do: { command: 'mailbox never-log', args: { address } },
        typed: `mailbox never-log ${address}`,
      },
    ],
    notes: [`Why: you own ${companyRef}, and ${address} is at its domain. Asked once.`],
  }
}
