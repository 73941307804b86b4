import { inWorkspace } from '../db/in-workspace.js'
import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { mayWriteTo } from '../domain/correspondence/loop-guard.js'
import {
  type Claim,
  claimAgain,
  claimMail,
  type MailDelivery,
  type SendErrand,
  saveFailed,
  saveHopeless,
  saveSent,
  saveUncertain,
  saveUnknown,
  wasSeen,
} from '../domain/correspondence/mail-delivery.js'
import { replyAddress } from '../domain/correspondence/reply-token.js'
import { findStaffByEmail } from '../domain/people/staff-store.js'
import { domainOf } from '../lib/address-key.js'
import { AppError, refused } from '../lib/errors.js'
import { ok } from '../lib/result.js'
import { type ComposedMail, composeMail, type OutgoingMail } from './compose-mail.js'
import { findInSent } from './find-in-sent.js'
import { isDeadHolder, newHolder } from './holder.js'
import { keepSentCopy } from './keep-sent-copy.js'
import { sendMail } from './send.js'
import type { SendDeps, Sender } from './sender.js'

/** One mail to one person for one occasion. */
export type MailToDeliver = {
  /** What makes it one, e.g. `invoice-mail:<invoice>:<occasion>`. */
  occasion: string
  recipient: string
  sender: Sender
  /** What it says; Message-ID, date, sender and recipient are set here. */
  content: Pick<OutgoingMail, 'subject' | 'text' | 'html' | 'attachments' | 'answers' | 'cc' | 'stop'>
  /** Where answers go; without it to the reply address of this mail, where its sender takes those. */
  replyTo?: string
  /** Links below the text, made of the address that answers go to. */
  links?: (answersTo: string) => NonNullable<OutgoingMail['links']>
  /** For the person who is asked when nobody knows whether it went out: ids of what it is about. */
  about: Readonly<Record<string, unknown>>
  /** Nobody confirmed this very mail: it goes to no machine, and waits when the address got many lately. */
  automatic?: boolean
  /** The outbox row that asked for it, so that a person can have it sent again. */
  errand?: SendErrand
}

export type DeliveryState = 'sent' | 'uncertain' | 'failed'

/**
 * Sends once, honestly (a server does not deduplicate): the row comes first, then the mail, then the outcome. A crash in
 * between leaves `sending`, and the next try looks for the mail before it does anything. Where it is not found, a colleague's goes
 * again (twice told is better than not told), and of anybody else's its owner is asked. Throws `unavailable` when the
 * server asked to come later (call again), `refused` when it said no. No network inside a transaction.
 */
export async function deliverMail(deps: SendDeps, scope: Scope, mail: MailToDeliver): Promise<DeliveryState> {
  const domain = domainOf(mail.sender.from.address) ?? 'localhost'
  const allowed = mail.automatic ? mayWriteTo(mail.recipient, mail.sender.from.address) : ok(true)
  if (!allowed.ok) throw refused(allowed.problem)
  const claim = await inWorkspace(deps.db, scope, (tx) =>
    claimMail(tx, mail, { domain, holder: newHolder(), isDead: isDeadHolder }),
  )
  if (claim.to === 'rest') return claim.state
  const internal = await readWorkspace(deps.db, scope, async (read) => !!(await findStaffByEmail(read, mail.recipient)))
  if (claim.to === 'look') {
    const state = await look(deps, scope, claim, { ...mail, internal })
    if (state !== 'again') return state
  }
  const subject = { ...mail, id: claim.delivery.id, workspaceId: scope.workspaceId }
  const own = mail.sender.takesTags ? replyAddress(deps.key, mail.sender.from.address, subject) : null
  const replyTo = mail.replyTo ?? own
  const composed = await composeMail({
    ...mail.content,
    automatic: mail.automatic ?? false,
    replyTo,
    links: mail.links?.(replyTo ?? mail.sender.from.address) ?? [],
    messageId: claim.delivery.messageKey,
    date: claim.delivery.createdAt,
    from: mail.sender.from,
    to: mail.recipient,
  }).catch(async (error: unknown) => {
    await inWorkspace(deps.db, scope, (tx) => saveFailed(tx, claim.delivery.id, String(error), false, mail.about))
    throw error
  })
  return send(deps, scope, claim.delivery, { ...mail, internal }, composed)
}

/** `internal`: to a colleague. */
type Planned = MailToDeliver & { internal: boolean }

/** For so long a Sent folder that can't be asked is asked again, ms; a customer who waits is worth a question to a person then. */
const LOOKING_MS = 60 * 60_000

/** So often a colleague's mail is given to a server that never says whether it has it: each time it may have come. */
const MOST_TRIES = 3

/** Somebody began to send it and is gone, or heard no answer; or a person who was asked wants it sent again. */
async function look(
  deps: SendDeps,
  scope: Scope,
  { delivery, since, word }: Extract<Claim, { to: 'look' }>,
  mail: Planned,
): Promise<DeliveryState | 'again'> {
  const { id, messageKey } = delivery
  const inSent = await findInSent(deps, scope, mail.sender, messageKey)
  return inWorkspace(deps.db, scope, async (tx) => {
    if (inSent === 'yes' || (await wasSeen(tx, messageKey))) {
      await saveSent(tx, id, inSent === 'yes' ? 'found in the Sent folder' : 'found in our mail')
      return 'sent'
    }
    const isAsked = word === 'asked' || mail.internal
    if (inSent === 'unknown' && !isAsked && tx.now.getTime() - since.getTime() < LOOKING_MS)
      throw new AppError(
        'unavailable',
        'Whether this mail went out is to be seen in a Sent folder that can’t be asked.',
        { id },
      )
    if (mail.internal && word !== 'again' && delivery.tries >= MOST_TRIES) {
      await saveHopeless(
        tx,
        id,
        `It broke off ${delivery.tries} times after the whole mail was handed over.`,
        mail.about,
      )
      return 'failed'
    }
    if (mail.internal || word === 'again') {
      await claimAgain(tx, delivery, newHolder())
      return 'again'
    }
    await saveUncertain(tx, id, { ...mail, said: 'the worker that was sending it stopped' })
    return 'uncertain'
  })
}

async function send(
  deps: SendDeps,
  scope: Scope,
  { id }: MailDelivery,
  mail: Planned,
  composed: ComposedMail,
): Promise<DeliveryState> {
  const { outcome, said, notTo = [] } = await sendMail(mail.sender.account, composed, deps)
  await inWorkspace(deps.db, scope, async (tx) => {
    if (outcome === 'sent') {
      await saveSent(tx, id, said)
      if (notTo.length > 0) await tx.outbox('delivery.copies', { ...mail.about, deliveryId: id, said, notTo })
    } else if (outcome === 'unknown' && mail.internal) await saveUnknown(tx, id, said)
    else if (outcome === 'unknown') await saveUncertain(tx, id, { ...mail, said })
    else await saveFailed(tx, id, said, outcome === 'later', mail.about)
  })
  const { host } = mail.sender.account
  if (outcome === 'later')
    throw new AppError('unavailable', `The mail server ${host} asks to try again later (${said}).`, { deliveryId: id })
  if (outcome === 'refused')
    throw refused(`The mail server ${host} refused the mail to ${mail.recipient} (${said}).`, { deliveryId: id })
  if (outcome === 'unknown' && mail.internal)
    throw new AppError('unavailable', `The mail server ${host} broke off before its answer (${said}).`, {
      deliveryId: id,
    })
  if (outcome === 'unknown') return 'uncertain'
  await keepSentCopy(deps, scope, mail.sender, composed)
  return 'sent'
}
