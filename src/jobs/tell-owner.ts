import type { Reply } from '../bots/commands/reply.js'
import { readWorkspace } from '../db/sql-workspace.js'
import type { Occasion } from '../domain/people/notices.js'
import { whomToTell } from '../domain/people/whom-to-tell.js'
import type { JobContext } from './define-job.js'
import { deliverChat } from './deliver-chat.js'

/** Tells the owner of something about it, once; who stands in for them where they can't be reached. */
export async function tellOwner(
  context: JobContext,
  { ownerId, occasion, reply }: { ownerId: string | null; occasion: Occasion; reply: Reply },
): Promise<void> {
  const users = await readWorkspace(context.db, context.scope, (read) => whomToTell(read, ownerId))
  if (users.length === 0) context.log.warn({ occasion, says: reply.headline }, 'nobody in chat can be told')
  for (const to of users) await deliverChat(context, { occasion, to, reply })
}
