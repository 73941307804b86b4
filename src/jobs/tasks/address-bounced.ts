import type { Action, Reply } from '../../bots/commands/reply.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { BOUNCE_TROUBLE, type BounceKind, isRecentBounce } from '../../domain/correspondence/bounce.js'
import { type AddressHolder, findHolder } from '../../domain/correspondence/bounce-store.js'
import { findMessages } from '../../domain/correspondence/message-store.js'
import type { Occasion } from '../../domain/people/notices.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { isToldWithDeal } from '../../domain/signals/champion-told.js'
import { defineJob } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

type Bounced = { addressKey: string; messageId: string; kind: BounceKind; said: string }

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
      const isTold = owner && bounced.kind !== 'complaint' && (await isToldWithDeal(read, bounced.addressKey, owner.id))
      return { holder, report, owner, isTold, live: (await getWorkspace(read)).liveAt !== null }
    })
    const { holder, report, owner } = found
    const isNews = report && isRecentBounce(report.sentAt, context.db.clock.now())
    if (!found.live || found.isTold || !holder || !owner?.slackUserId || !isNews) return
    const occasion: Occasion = `address-bounced:${bounced.addressKey}:${bounced.messageId}`
    await deliverChat(context, { occasion, to: owner.slackUserId, reply: bounceNotice(bounced, holder) })
  },
})

function bounceNotice({ addressKey, kind, said }: Bounced, { contact, company }: AddressHolder): Reply {
  const whose = contact ?? company
  return {
    headline: `${addressKey}${whose ? ` (${whose.name})` : ''} ${BOUNCE_TROUBLE[kind]}`,
    text:
      kind === 'complaint'
        ? 'I no longer send anything there by myself.'
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
