import type { Action, Reply } from '../bots/commands/reply.js'
import { readWorkspace, type SqlScope } from '../db/sql-workspace.js'
import { holdsCopy } from '../domain/correspondence/message-store.js'
import type { UnknownSender } from '../domain/correspondence/notice-store.js'
import { getMembership } from '../domain/people/membership-store.js'
import type { Occasion } from '../domain/people/notices.js'
import { findStaffByIds } from '../domain/people/staff-store.js'
import { addressKey } from '../lib/address-key.js'
import type { JobContext } from './define-job.js'
import { deliverChat } from './deliver-chat.js'

type Sender = UnknownSender & { address: string; name: string | null; messageId: string }

/** How the occasions begin; the address key follows. */
export const SUGGESTION = 'contact-suggestion:'
export const occasionOf = (addressKey: string): Occasion => `${SUGGESTION}${addressKey}`

/** Asks the company's owner, once an address, whether somebody who wrote from there is to be a contact. */
export async function suggestContact(context: JobContext, sender: Sender): Promise<void> {
  const { ownerId, address, messageId } = sender
  if (ownerId === null) return
  const { owner, ruleFor } = await readWorkspace(context.db, context.scope, async (read) => {
    const [owner] = await findStaffByIds(read, [ownerId])
    return { owner, ruleFor: owner?.active ? await whoseRule(read, ownerId, messageId) : null }
  })
  if (!owner?.slackUserId || !owner.active) return
  const occasion = occasionOf(addressKey(address))
  await deliverChat(context, { occasion, to: owner.slackUserId, reply: suggestion(sender, ruleFor) })
}

/** Which never-log rule of theirs would keep such mail out: of their own mailbox, of all where they may make it; else none. */
async function whoseRule(read: SqlScope, staffId: string, messageId: string): Promise<'own' | 'everyone' | null> {
  if (await holdsCopy(read, staffId, messageId)) return 'own'
  return (await getMembership(read, staffId)).member.may('mailbox.write') ? 'everyone' : null
}

function suggestion({ address, name, company, companyRef }: Sender, ruleFor: 'own' | 'everyone' | null): Reply {
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
      ...(ruleFor === null ? [] : [neverLog(address, ruleFor === 'everyone')]),
    ],
    notes: [`Why: you own ${companyRef}, and ${address} is at its domain. Asked once.`],
  }
}

const neverLog = (address: string, everyone: boolean): Action => ({
  label: 'Never log',
  style: 'danger',
  do: { command: 'mailbox never-log', args: { address, ...(everyone && { everyone }) } },
  typed: `mailbox never-log ${address}${everyone ? ' everyone:yes' : ''}`,
})

/** In place of the suggestion, once it was followed. */
export const addedCard = ({ ref, name }: { ref: string; name: string }, address: string): Reply => ({
  headline: `${name} is a contact now`,
  fields: [
    { label: 'Contact', value: { ref, title: name } },
    { label: 'Address', value: address },
  ],
})

/** In place of the suggestion once a rule keeps such mail out: whom it was about stands in the rule alone. */
export const neverLoggedCard = (everyone: boolean): Reply => ({
  headline: 'This sender’s mail is not logged any more',
  notes: [
    `${everyone ? 'A rule of the company' : 'A rule of yours'} keeps it out. \`mailbox never-logged\` lists the rules.`,
  ],
})
