import type { Action, Reply } from '../../bots/commands/reply.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import type { BounceKind } from '../../domain/correspondence/bounce.js'
import { type AddressHolder, findHolder } from '../../domain/correspondence/bounce-store.js'
import { findMessages } from '../../domain/correspondence/message-store.js'
import type { Occasion } from '../../domain/people/notices.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { defineJob } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

type Bounced = { addressKey: string; messageId: string; kind: BounceKind; said: string }

/** What bounced longer ago is history that a backfill brought. */
const NEWS_MS = 3 * 86_400_000

export default defineJob({
  name: 'address-bounced',
  summary: 'Tells the owner once that mail to an address comes back',
  on: ['address.bounced'],
  run: async (context, data) => {
    const bounced = data as Bounced
    const found = await readWorkspace(context.db, context.scope, async (read) => {
      const holder = await findHolder(read, bounced.addressKey)
      const [report] = await findMessages(read, [bounced.messageId])
      const [owner] = holder?.ownerId ? await findStaffByIds(read, [holder.ownerId]) : []
      return { holder, report, owner, live: (await getWorkspace(read)).liveAt !== null }
    })
    const { holder, report, owner } = found
    const isNews = report && context.db.clock.now().getTime() - report.sentAt.getTime() < NEWS_MS
    if (!found.live || !holder || !owner?.slackUserId || !isNews) return
    const occasion: Occasion = `address-bounced:${bounced.addressKey}:${bounced.messageId}`
    await deliverChat(context, { occasion, to: owner.slackUserId, reply: bounceNotice(bounced, holder) })
  },
})

const TROUBLE: Record<BounceKind, string> = {
  hard: 'does not exist any more',
  soft: 'keeps refusing mail',
  complaint: 'complained about our mail',
}

function bounceNotice({ addressKey, kind, said }: Bounced, { contact, company }: AddressHolder): Reply {
  const whose = contact ?? company
  return {
    headline: `${addressKey}${whose ? ` (${whose.name})` : ''} ${TROUBLE[kind]}`,
    text:
      kind === 'complaint'
        ? 'I send nothing there by myself any more.'
        : 'Ask for another address; I use this one for nothing that I send by myself.',
    fields: [{ label: 'Their server says', value: said }],
    actions: [
      ...(contact ? [show('contact', contact.ref)] : company ? [show('company', company.ref)] : []),
      ...(contact
        ? [{ label: 'Add another address', do: { form: 'contact address', args: { contact: contact.ref } } }]
        : []),
      {
        label: 'The address is fine',
        do: { command: 'address trust', args: { address: addressKey } },
        typed: `address trust ${addressKey}`,
      },
    ],
    notes: [`Why: you own ${whose?.ref ?? 'the record'}. Said once.`],
  }
}

const show = (kind: 'contact' | 'company', ref: string): Action => ({
  label: `Show ${ref}`,
  do: { command: `${kind} show`, args: { [kind]: ref } },
  typed: `${kind} show ${ref}`,
})
