import { createHash } from 'node:crypto'
import { storeActions } from '../bots/commands/actions.js'
import { toJson } from '../bots/commands/args-json.js'
import type { Reply } from '../bots/commands/reply.js'
import { inWorkspace, type Tx } from '../db/in-workspace.js'
import type { Occasion } from '../domain/people/notices.js'
import { savePendingActions } from '../domain/people/pending-action-store.js'
import { toAppError } from '../lib/errors.js'
import { asNotice, isMuted } from './as-notice.js'
import { claimDelivery, noteFailed, noteSent, releaseDelivery, type SentDelivery } from './chat-delivery-store.js'
import type { JobContext } from './define-job.js'
import type { ChatAddress } from './services.js'

export type ChatDelivery = {
  /** What makes it one: e.g. `close-reminder:<staff>:<date>`. */
  occasion: Occasion
  /** A channel or a Slack user. */
  to: string
  reply: Reply
  /** Within that channel: the message whose thread it belongs to. */
  thread?: string
}

/**
 * Sends an internal message once per occasion and recipient; answers where it stands, or null when the chat won't have it (no installation,
 * no such channel or user): then mail is the other way, and the chat is tried again the next time that somebody asks for it. `muted`: its
 * reader wants no such messages, by no way.
 *
 * `chat.postMessage` does not deduplicate, so the delivery row comes first and holds the sender's claim. After a crash in
 * between we look for the message by its delivery id, and send again only when it isn't there; of its files, those that aren't.
 */
export async function deliverChat(context: JobContext, delivery: ChatDelivery): Promise<SentDelivery | 'muted' | null> {
  const { db, scope } = context
  const claim = await inWorkspace(db, scope, async (tx) => {
    if (await isMuted(tx, delivery.occasion, delivery.to)) return 'muted'
    const made = await claimDelivery(tx, delivery)
    return made.state === 'sent'
      ? made
      : { ...made, reply: await withButtons(tx, asNotice(delivery.occasion, delivery.reply)) }
  })
  if (claim === 'muted' || claim.state === 'sent') return claim
  const contentHash = contentHashOf(delivery.reply)
  try {
    const before = claim.begun && (await find(context, delivery, claim.id, claim.begun.since))
    if (before) await complete(context, delivery, before, claim.reply)
    const at = before ?? (await post(context, delivery, claim))
    // What was found was posted before, and may say what was true then: the next look at it edits it.
    const said = before ? null : contentHash
    if (at) return await inWorkspace(db, scope, (tx) => noteSent(tx, claim.id, { at, contentHash: said }))
    await inWorkspace(db, scope, (tx) => noteFailed(tx, claim.id, 'This workspace has no chat connected.'))
    return null
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code !== 'refused') {
      await inWorkspace(db, scope, (tx) => releaseDelivery(tx, claim.id))
      throw error
    }
    context.log.warn({ err: error, to: delivery.to }, 'the chat does not take this message')
    await inWorkspace(db, scope, (tx) => noteFailed(tx, claim.id, error.userMessage))
    return null
  }
}

const find = ({ services, scope }: JobContext, { to, thread }: ChatDelivery, id: string, since: Date | null) =>
  services.chat.find(scope.workspaceId, to, { deliveryId: id, since, thread })

const complete = ({ services, scope }: JobContext, { thread }: ChatDelivery, at: ChatAddress, reply: Reply) =>
  services.chat.complete(scope.workspaceId, at, reply, thread)

const post = ({ services, scope }: JobContext, { to, thread }: ChatDelivery, claim: { id: string; reply: Reply }) =>
  services.chat.post(scope.workspaceId, to, claim.reply, claim.id, thread)

/** Stores what a message's buttons stand for; they come and go with the transaction. */
export async function withButtons(tx: Tx, reply: Reply): Promise<Reply> {
  const stored = storeActions(reply, { next: () => tx.newId() }, tx.now)
  await savePendingActions(tx, stored.rows)
  return stored.reply
}

/** What a message says, without the ids of its buttons: the same hash, the same message. */
export const contentHashOf = (reply: Reply): string =>
  createHash('sha256')
    .update(JSON.stringify(toJson(reply)))
    .digest('hex')
