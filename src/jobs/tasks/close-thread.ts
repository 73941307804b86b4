import { readWorkspace } from '../../db/sql-workspace.js'
import { eventLine, isTold } from '../../domain/close/digest.js'
import { type CloseEvent, listCloseEvents } from '../../domain/close/history-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { addDays, dateIn, type IsoDate, instantOf, shortDate } from '../../lib/dates.js'
import { findSentAt } from '../chat-delivery-store.js'
import { defineJob, type JobContext } from '../define-job.js'
import { keepChat } from '../keep-chat.js'
import { type ChatAddress } from '../services.js'

/** After close-card, by its name: the thread hangs on the card. */
export default defineJob({
  name: 'close-thread',
  summary: 'Keeps the history of each close in the thread of its card: one message a day, edited in place',
  on: ['close.changed', 'close.snoozed', 'close.answered'],
  run: async (context, data) => {
    const { closeId } = data
    if (typeof closeId !== 'string') return
    const { card, days, timeZone } = await load(context, closeId)
    if (!card) return
    for (const [date, events] of days) {
      await keepChat(context, {
        occasion: `close-day:${closeId}:${date}`,
        to: card.channel,
        thread: card.ts,
        reply: {
          headline: shortDate(date),
          sections: [{ title: 'What happened', lines: events.map((each) => timed(each, timeZone)) }],
        },
      })
    }
  },
})

/** Yesterday's as well: its last change may be told after midnight. */
const load = (context: JobContext, closeId: string) =>
  readWorkspace(context.db, context.scope, async (read) => {
    const { timeZone } = await getWorkspace(read)
    const today = dateIn(timeZone, context.db.clock.now())
    const since = instantOf(addDays(today, -1), 0, timeZone)
    const events = (await listCloseEvents(read, { since, closeId })).filter(isTold)
    const card: ChatAddress | null = await findSentAt(read, `close-card:${closeId}`)
    return { card, timeZone, days: byDay(events, timeZone) }
  })

function byDay(events: readonly CloseEvent[], timeZone: string): Map<IsoDate, CloseEvent[]> {
  const days = new Map<IsoDate, CloseEvent[]>()
  for (const event of events) {
    const date = dateIn(timeZone, event.at)
    days.set(date, [...(days.get(date) ?? []), event])
  }
  return days
}

const timed = (event: CloseEvent, timeZone: string): string =>
  `${event.at.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })} ${eventLine(event)}`
