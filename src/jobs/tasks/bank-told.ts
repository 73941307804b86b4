import { z } from 'zod'
import { askCard } from '../../bots/commands/bank/candidates.js'
import { settledCard } from '../../bots/commands/bank/settled-card.js'
import type { Reply } from '../../bots/commands/reply.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { listLines } from '../../domain/banking/line-list-store.js'
import { loadMatchBook } from '../../domain/banking/match-book-store.js'
import { listMatchRows } from '../../domain/banking/match-store.js'
import { proposeMatch } from '../../domain/banking/propose-match.js'
import type { Occasion } from '../../domain/people/notices.js'
import { recipientsOf } from '../chat-delivery-store.js'
import { defineJob, type JobContext } from '../define-job.js'
import { keepChat } from '../keep-chat.js'

export default defineJob({
  name: 'bank-told',
  summary: 'Brings the question about a bank line up to date in place, wherever it was answered or opened again',
  on: ['bank.matched', 'bank.unmatched'],
  data: z.object({ lineIds: z.array(z.string()) }),
  run: async (context, { lineIds }) => {
    for (const lineId of lineIds) await keepQuestion(context, lineId)
  },
})

/** Most lines nobody was asked about: of those nothing more is looked up. */
async function keepQuestion(context: JobContext, lineId: string): Promise<void> {
  const occasion: Occasion = `bank-line:${lineId}`
  const { sent, reply } = await readWorkspace(context.db, context.scope, async (read) => {
    const sent = await recipientsOf(read, occasion)
    return { sent, reply: sent.length > 0 ? await cardOf(read, lineId) : null }
  })
  if (reply) for (const to of sent) await keepChat(context, { occasion, to, reply })
}

async function cardOf(read: SqlScope, lineId: string): Promise<Reply | null> {
  const [line] = await listLines(read, { ids: [lineId] }, 1)
  if (!line) return null
  if (line.state === 'open') return askCard(line, proposeMatch(line, await loadMatchBook(read)))
  return settledCard(line, await listMatchRows(read, lineId))
}
