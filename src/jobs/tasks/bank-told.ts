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
import { listAskedLines } from '../asked-lines.js'
import { recipientsOf } from '../chat-delivery-store.js'
import { defineJob } from '../define-job.js'
import { keepChat } from '../keep-chat.js'

export default defineJob({
  name: 'bank-told',
  summary:
    'Brings questions about bank lines up to date in place: one that was answered or opened again, and what others offer',
  on: ['bank.matched', 'bank.unmatched'],
  data: z.object({ lineIds: z.array(z.string()) }),
  run: async (context, { lineIds }) => {
    const cards = await readWorkspace(context.db, context.scope, (read) => cardsOf(read, lineIds))
    for (const { lineId, sent, reply } of cards) {
      const occasion: Occasion = `bank-line:${lineId}`
      for (const to of sent) await keepChat(context, { occasion, to, reply })
    }
  },
})

/** Open questions beside those that were answered: what settles one line can settle no other. */
const MOST_OTHERS = 100

type Card = { lineId: string; sent: readonly string[]; reply: Reply }

/** Most lines nobody was asked about: of those nothing more is looked up. */
async function cardsOf(read: SqlScope, lineIds: readonly string[]): Promise<Card[]> {
  const asked = [...lineIds, ...(await listAskedLines(read, lineIds, MOST_OTHERS))]
  const told = await Promise.all(
    asked.map(async (lineId) => ({ lineId, sent: await recipientsOf(read, `bank-line:${lineId}`) })),
  )
  const shown = told.filter(({ sent }) => sent.length > 0)
  if (shown.length === 0) return []
  const lines = await listLines(read, { ids: shown.map(({ lineId }) => lineId) }, shown.length)
  const book = lines.some(({ state }) => state === 'open') ? await loadMatchBook(read) : undefined
  const cards = lines.map(async (line): Promise<Card> => {
    const sent = shown.find(({ lineId }) => lineId === line.id)?.sent ?? []
    const isOpen = line.state === 'open' && book !== undefined
    const reply = isOpen
      ? askCard(line, proposeMatch(line, book))
      : settledCard(line, await listMatchRows(read, line.id))
    return { lineId: line.id, sent, reply }
  })
  return Promise.all(cards)
}
