import { createHash } from 'node:crypto'
import type { Reply } from '../bots/commands/reply.js'
import { inWorkspace } from '../db/in-workspace.js'
import { readWorkspace } from '../db/sql-workspace.js'
import type { JobContext } from './define-job.js'
import { deliverChat } from './deliver-chat.js'

export type Card = { kind: string; subject: string; channel: string; reply: Reply }

type KeptCard = { channel: string; ts: string; contentHash: string | null }

/** Posts a card once and edits it in place ever after; nothing is sent when it would say the same. */
export async function keepCard(context: JobContext, card: Card): Promise<void> {
  const contentHash = createHash('sha256').update(JSON.stringify(card.reply)).digest('hex')
  const kept = await findCard(context, card)
  if (kept?.contentHash === contentHash) return
  if (kept)
    await context.services.chat.update(context.scope.workspaceId, { channel: kept.channel, ts: kept.ts }, card.reply)
  const at =
    kept ??
    (await deliverChat(context, {
      occasion: `card:${card.kind}:${card.subject}`,
      to: card.channel,
      compose: async () => card.reply,
    }))
  if (at) await saveCard(context, card, at, contentHash)
}

const findCard = (context: JobContext, card: Card): Promise<KeptCard | undefined> =>
  readWorkspace(context.db, context.scope, async ({ sql, scope }) => {
    const [row] = await sql<KeptCard[]>`
      select split_part(ts, '@', 2) as channel, split_part(ts, '@', 1) as ts, content_hash as "contentHash" from chat_card
      where workspace_id = ${scope.workspaceId} and kind = ${card.kind} and subject = ${card.subject} and channel = ${card.channel}`
    return row
  })

/** A card sent to a person stands in their direct messages, whose id is not the address it was sent to: both are kept. */
async function saveCard(
  context: JobContext,
  card: Card,
  at: { channel: string; ts: string },
  contentHash: string,
): Promise<void> {
  const { workspaceId } = context.scope
  const ts = `${at.ts}@${at.channel}`
  await inWorkspace(context.db, context.scope, async (tx) => {
    await tx.prisma.chatCard.upsert({
      where: {
        workspaceId_kind_subject_channel: {
          workspaceId,
          kind: card.kind,
          subject: card.subject,
          channel: card.channel,
        },
      },
      create: {
        workspaceId,
        id: tx.newId(),
        kind: card.kind,
        subject: card.subject,
        channel: card.channel,
        ts,
        contentHash,
      },
      update: { ts, contentHash },
    })
  })
}
