import type { Reply } from '../../bots/commands/reply.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { periodLabel } from '../../domain/ledger/period.js'
import { listPeriods } from '../../domain/ledger/period-store.js'
import {
  type ClosedAgain,
  listClosedAgain,
  listTouched,
  type TouchedEntry,
} from '../../domain/ledger/reopening-store.js'
import type { Occasion } from '../../domain/people/notices.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { counted } from '../../lib/counted.js'
import { datedTime } from '../../lib/dates.js'
import { formatMoney, money } from '../../lib/money.js'
import { findSent } from '../chat-delivery-store.js'
import { defineJob, type JobContext } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

/** More are read where they are: `period show`. */
const SHOWN = 20
/** What was closed longer ago nobody needs to hear of any more, whatever kept it from being told. */
const NEWS_DAYS = 7

export default defineJob({
  name: 'period-closed-again',
  summary:
    'Says that a period is closed again and what was posted meanwhile, in the thread in which its opening was asked and approved',
  // Hourly as well: one that somebody closed again by hand before its time was over.
  on: ['period.reclosed', 'period.reclose'],
  run: async (context) => {
    for (const each of await load(context))
      for (const place of each.threads)
        await deliverChat(context, { ...place, occasion: `period-closed:${each.id}`, reply: each.reply })
  },
})

type Told = { id: string; threads: { to: string; thread?: string }[]; reply: Reply }

const load = ({ db, scope }: JobContext): Promise<Told[]> =>
  readWorkspace(db, scope, async (read) => {
    const { baseCurrency, liveAt, timeZone } = await getWorkspace(read)
    if (!liveAt) return []
    const told: Told[] = []
    for (const each of await listClosedAgain(read, NEWS_DAYS)) {
      const entries = await listTouched(read, each.id, SHOWN + 1)
      told.push({
        id: each.id,
        threads: await threadsOf(read, each),
        reply: await replyOf(read, each, entries, { currency: baseCurrency, zone: timeZone }),
      })
    }
    return told
  })

/** Under the card that it was approved by, and under the word to who asked; who had neither hears in a message of its own. */
async function threadsOf(read: SqlScope, { approvalId, approvedIn, askedIn }: ClosedAgain): Promise<Told['threads']> {
  const heard: [string | null, Occasion][] = [
    [approvedIn, `approval:${approvalId}`],
    [askedIn === approvedIn ? null : askedIn, `approval-told:${approvalId}`],
  ]
  const threads: Told['threads'] = []
  for (const [to, occasion] of heard) {
    if (to === null) continue
    const sent = await findSent(read, { occasion, to })
    threads.push(sent ? { to: sent.at.channel, thread: sent.at.ts } : { to })
  }
  return threads
}

async function replyOf(
  read: SqlScope,
  { periodId, approval, openedAt, endedAt }: ClosedAgain,
  entries: readonly TouchedEntry[],
  { currency, zone }: { currency: string; zone: string },
): Promise<Reply> {
  const period = (await listPeriods(read)).find(({ id }) => id === periodId)
  const name = period ? periodLabel(period) : 'The period'
  const more = entries.length > SHOWN
  const count = more ? `More than ${SHOWN} entries were` : `${counted(entries.length, 'entry was', 'entries were')}`
  const lines = entries.slice(0, SHOWN).map((entry) => lineOf(entry, currency))
  return {
    headline: `${name} is closed again`,
    text: `It was open from ${datedTime(zone, openedAt)} to ${datedTime(zone, endedAt)} (${approval}). ${count} posted meanwhile.`,
    ...(lines.length > 0 && { sections: [{ title: 'Posted meanwhile', lines }] }),
    actions: period
      ? [
          {
            label: 'Show it',
            do: { command: 'period show', args: { month: period.endsOn.slice(0, 7) } },
            typed: `period show ${period.endsOn.slice(0, 7)}`,
          },
        ]
      : [],
  }
}

/** Of restricted accounts neither what for nor how much. */
const lineOf = ({ entry, date, memo, baseMinor, by, restricted }: TouchedEntry, currency: string): string =>
  [entry ?? 'not sealed yet', date, ...(restricted ? [] : [memo, formatMoney(money(baseMinor, currency))]), by]
    .filter(Boolean)
    .join(' · ')
