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
import { type CommandContext, type Done, defineCommand, type Preview } from '../define-command.js'
import { optional, required } from '../params.js'
import { previewOf } from '../preview-hash.js'
import type { Reply } from '../reply.js'
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
    at: optional('text', 'Hour', { hint: `9 or 9:00, your time; ${HOUR}:00 unless said` }),
    to: optional('text', 'To', { hint: 'me, colleagues’ addresses, #channels; commas between' }),
  },
  needs: 'report.save',
  aliases: ['report subscribe'],
  form: { title: 'Schedule a report', submit: 'Schedule' },
  risk: 'reversible',
  first: previewOutside,
  run: async (context, args, tx) => {
    const { asker, scope } = context
    const { words, reply, rhythm } = await planned(context, args)
    const to = await readRecipients(sqlInTx(tx), context, args.to)
    if (!to.ok) return askAnew(tx, to.problem, args)
    const recipients = to.value
    const nextAt = nextSending(rhythm, sendingYear(context.workspace), tx.now)
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
      data: { ref, words, every: rhythm.every, day: rhythm.day, hour: rhythm.hour, next: nextAt.toISOString() },
    }
  },
})

type Args = {
  words: string
  every?: string | undefined
  on?: string | undefined
  at?: string | undefined
  to?: string | undefined
}

/** The report as it is now, and when it would be sent. Throws `invalid` for what is none. */
async function planned(context: CommandContext, args: Args) {
  const { words: typed, every, day } = whatAndWhen(args)
  const { words, reply } = await readReport(context, typed)
  const hour = args.at === undefined ? HOUR : readHour(String(args.at))
  const rhythm: Rhythm = { every, day: readSendDay(every, day), hour, timeZone: context.asker.timeZone }
  return { words, reply, rhythm }
}

/** `9`, `9:00` and `09:00`: reports go out on the hour. */
function readHour(typed: string): number {
  const hour = Number(/^(\d{1,2})(?::00)?$/.exec(typed.trim())?.[1] ?? Number.NaN)
  if (!(hour <= LAST_HOUR)) throw invalid(`The hour is from 0 to ${LAST_HOUR}, like 9 or 9:00, not “${typed}”.`)
  return hour
}

/** What goes out of the company is seen before it does: the figures as they are now, to whom and how often. */
async function previewOutside(context: CommandContext, args: Args): Promise<Preview | undefined> {
  const to = await context.read((read) => readRecipients(read, context, args.to))
  const outside = to.ok ? to.value.flatMap((each) => ('address' in each ? [each.address] : [])) : []
  if (outside.length === 0) return undefined
  const { words, reply, rhythm } = await planned(context, args)
  const { table, chart, notes = [] } = reply
  const shown: Reply = {
    headline: `Send report ${words} out of the company to ${outside.join(', ')}, ${sayRhythm(rhythm)}?`,
    text: reply.headline,
    ...(table && { table }),
    ...(chart && { chart }),
    notes: [
      ...notes,
      'They would get this as a mail with a PDF and a workbook, made anew each time by what you may see. What was sent there can’t be taken back.',
    ],
  }
  return previewOf(
    shown,
    outside.length === 1 ? `Send it to ${outside[0]}` : `Send it to ${outside.length} addresses`,
    {},
  )
}

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

type Given = Pick<Args, 'words' | 'every' | 'on'>

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
