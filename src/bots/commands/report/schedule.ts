import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import {
  type Every,
  nextSending,
  RHYTHMS,
  type Rhythm,
  readSendDay,
  sayRhythm,
  sendingYear,
} from '../../../domain/reports/report-schedule.js'
import { insertSchedule, listSchedules } from '../../../domain/reports/report-schedule-store.js'
import { invalid } from '../../../lib/errors.js'
import { type Done, defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { readReport } from './read-report.js'
import { readRecipients } from './recipients.js'

const HOUR = 8
const LAST_HOUR = 23
const ADVERBS: Readonly<Record<string, Every>> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
}

export default defineCommand({
  name: 'report schedule',
  summary: 'Schedule a report, on working days: to yourself, colleagues, a channel',
  example: 'report schedule pipeline every:week on:mon to:me',
  params: {
    words: required('words', 'Report', { target: true, phrases: true, hint: 'As you type it after report' }),
    every: optional('choice', 'How often', { choices: RHYTHMS, hint: 'Each month unless said' }),
    on: optional('text', 'On', { hint: 'wd+2 (the second working day), wd-1, 15; of a week mon to fri' }),
    at: optional('integer', 'Hour', { hint: `0 to ${LAST_HOUR}, your time; ${HOUR} unless said` }),
    to: optional('text', 'To', { hint: 'me, colleagues’ addresses, #channels; commas between' }),
  },
  needs: 'report.save',
  aliases: ['report subscribe'],
  risk: 'reversible',
  run: async (context, args, tx) => {
    const { words: typed, every, day } = whatAndWhen(args)
    const { words, reply } = await readReport(context, typed)
    const { asker, workspace, scope } = context
    const { at: hour = HOUR } = args
    if (hour < 0 || hour > LAST_HOUR) throw invalid(`The hour is from 0 to ${LAST_HOUR}, not ${hour}.`)
    const rhythm: Rhythm = { every, day: readSendDay(every, day), hour, timeZone: asker.timeZone }
    const to = await readRecipients(sqlInTx(tx), context, args.to)
    if (!to.ok) return askAnew(tx, to.problem, args)
    const recipients = to.value
    const nextAt = nextSending(rhythm, sendingYear(workspace), tx.now)
    const { id, ref } = await insertSchedule(tx, { ...rhythm, words, ownerId: asker.id, nextAt, recipients })
    const [kept] = await listSchedules({ ...sqlInTx(tx), scope }, { ids: [id] })
    return {
      headline: `${ref}: report ${words}, ${sayRhythm(rhythm)}`,
      fields: [
        { label: 'To', value: (kept?.recipients ?? []).map(({ name }) => name).join(', ') },
        { label: 'First', value: { at: nextAt } },
        { label: 'Now it says', value: reply.headline },
      ],
      notes: [
        'Each gets what they may see themselves; a channel gets what everybody in it may see, checked every time.',
      ],
      actions: [
        { label: 'Your scheduled reports', do: { command: 'report scheduled', args: {} }, typed: 'report scheduled' },
      ],
      undo: { command: 'report stop', args: { schedule: ref }, versions: {} },
      data: { ref, words, every, day: rhythm.day, hour, next: nextAt.toISOString() },
    }
  },
})

/** The channel may be new, or the app have come into it since: the chat is asked for its channels, outside of this transaction. */
async function askAnew(tx: Tx, problem: string, args: Readonly<Record<string, unknown>>): Promise<Done> {
  await tx.outbox('chat.channels-asked', {})
  return {
    asks: true,
    headline: problem,
    text: 'Nothing is scheduled yet. I have just asked Slack for its channels anew: if that is done, try again in a moment.',
    actions: [{ label: 'Try again', do: { command: 'report schedule', args } }],
    data: { scheduled: false },
  }
}

type Given = { words: string; every: string | undefined; on: string | undefined }

/** `profit-and-loss monthly wd+2`: how often and when may stand behind the report without a key. */
function whatAndWhen({ words, every, on }: Given): { words: string; every: Every; day: string | undefined } {
  const said = words
    .trim()
    .replace(/^report\s+/i, '')
    .split(/\s+/)
  const day = on ?? (/^wd[+-]\d+$/i.test(said.at(-1) ?? '') ? said.pop() : undefined)
  const adverb = ADVERBS[said.at(-1)?.toLowerCase() ?? '']
  if (adverb && every === undefined) said.pop()
  return { words: said.join(' '), every: (every as Every | undefined) ?? adverb ?? 'month', day }
}
