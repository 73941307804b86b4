import { inWorkspace } from '../db/in-workspace.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { conflict, toAppError } from '../lib/errors.js'
import { asNotice } from './as-notice.js'
import { findSent, forgetDelivery, noteEdited, noteFailed, type SentDelivery } from './chat-delivery-store.js'
import type { JobContext } from './define-job.js'
import { type ChatDelivery, contentHashOf, deliverChat, withButtons } from './deliver-chat.js'

/**
 * Posts a message once and edits it in place ever after; nothing is sent when it would say the same. One that somebody
 * deleted is posted anew.
 */
export async function keepChat(context: JobContext, delivery: ChatDelivery): Promise<void> {
  const { db, scope } = context
  // What stands there is only looked at: mostly it says this already, and an edit needs no claim, since its version guards it.
  const sent =
    (await readWorkspace(db, scope, (read) => findSent(read, delivery))) ?? (await deliverChat(context, delivery))
  if (!sent || sent === 'muted' || sent.contentHash === contentHashOf(delivery.reply)) return
  if (await edit(context, sent, delivery)) return
  await inWorkspace(context.db, context.scope, (tx) => forgetDelivery(tx, sent.id))
  await deliverChat(context, delivery)
}

/**
 * False when the message is gone. One that the chat won't have changed keeps no other from being: it counts as failed, as one that it won't
 * take. Where no chat is connected nothing was edited, and nothing is noted. Throws `conflict` when another edited it at the same time: the
 * newest state wins then.
 */
async function edit(context: JobContext, sent: SentDelivery, { occasion, to, reply }: ChatDelivery): Promise<boolean> {
  const { db, scope, services } = context
  const shown = () => inWorkspace(db, scope, (tx) => withButtons(tx, asNotice(occasion, reply)))
  try {
    if (!(await services.chat.update(scope.workspaceId, sent.at, shown))) return true
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code === 'not_found') return false
    if (error.code !== 'refused') throw error
    context.log.warn({ err: error, to }, 'the chat does not let this message be changed')
    await inWorkspace(db, scope, (tx) => noteFailed(tx, sent.id, error.userMessage))
    return true
  }
  if (await inWorkspace(db, scope, (tx) => noteEdited(tx, sent, contentHashOf(reply)))) return true
  throw conflict('Two workers edited this message at the same time.', { delivery: sent.id })
}
