import { inWorkspace } from '../db/in-workspace.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { conflict, toAppError } from '../lib/errors.js'
import { asNotice } from './as-notice.js'
import { findSent, forgetDelivery, noteEdited, type SentDelivery } from './chat-delivery-store.js'
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

/** False when the message is gone. Throws `conflict` when another edited it at the same time: the newest state wins then. */
async function edit(context: JobContext, sent: SentDelivery, { occasion, reply }: ChatDelivery): Promise<boolean> {
  const { db, scope, services } = context
  const shown = await inWorkspace(db, scope, (tx) => withButtons(tx, asNotice(occasion, reply)))
  try {
    await services.chat.update(scope.workspaceId, sent.at, shown)
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code === 'not_found') return false
    throw error
  }
  if (await inWorkspace(db, scope, (tx) => noteEdited(tx, sent, contentHashOf(reply)))) return true
  throw conflict('Two workers edited this message at the same time.', { delivery: sent.id })
}
