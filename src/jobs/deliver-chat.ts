import { storeActions } from '../bots/commands/actions.js'
import type { Reply } from '../bots/commands/reply.js'
import { inWorkspace, type Tx } from '../db/in-workspace.js'
import { savePendingActions } from '../domain/people/pending-action-store.js'
import type { JobContext } from './define-job.js'
import type { ChatAddress } from './services.js'

export type ChatDelivery = {
  /** What makes it one: e.g. `close-reminder:<staff>:<date>`. */
  occasion: string
  /** A channel or a Slack user. */
  to: string
  /** Builds the message in the transaction that claims the occasion, so that its buttons are stored with it. */
  compose: (tx: Tx) => Promise<Reply>
}

type Claim = { id: string; reply: Reply; crashed: boolean }

/**
 * Sends an internal message once per occasion and recipient. `chat.postMessage` does not deduplicate, so the delivery row
 * comes first; after a crash in between we look for the message by its delivery id, and send again only when it isn't there.
 */
export async function deliverChat(context: JobContext, delivery: ChatDelivery): Promise<ChatAddress | null> {
  const claim = await inWorkspace(context.db, context.scope, (tx) => claimOccasion(tx, delivery))
  if (!claim) return null
  const { chat } = context.services
  const { workspaceId } = context.scope
  const before = claim.crashed ? await chat.find(workspaceId, delivery.to, claim.id) : null
  const sent = before ?? (await chat.post(workspaceId, delivery.to, claim.reply, claim.id))
  await inWorkspace(context.db, context.scope, async (tx) => {
    await tx.prisma.delivery.updateMany({
      where: { id: claim.id },
      data: sent
        ? { state: 'sent', sentAt: tx.now, externalRef: `${sent.channel}:${sent.ts}` }
        : { state: 'failed', detail: { reason: 'This workspace has no chat connected.' } },
    })
  })
  return sent
}

/** The delivery row, made or found unfinished; null when the occasion has had its message. */
async function claimOccasion(tx: Tx, delivery: ChatDelivery): Promise<Claim | null> {
  const { workspaceId } = tx.scope
  const made = await tx.prisma.delivery.createMany({
    data: { workspaceId, id: tx.newId(), occasion: delivery.occasion, channel: 'slack', recipient: delivery.to },
    skipDuplicates: true,
  })
  const row = await tx.prisma.delivery.findFirst({ where: { occasion: delivery.occasion, recipient: delivery.to } })
  if (!row || row.state !== 'sending') return null
  return { id: row.id, reply: await withButtons(tx, await delivery.compose(tx)), crashed: made.count === 0 }
}

/** Stores what a message's buttons stand for; they come and go with the transaction. */
export async function withButtons(tx: Tx, reply: Reply): Promise<Reply> {
  const stored = storeActions(reply, { next: () => tx.newId() }, tx.now)
  await savePendingActions(tx, stored.rows)
  return stored.reply
}
