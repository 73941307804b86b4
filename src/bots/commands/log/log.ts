import type { NewActivity, Subject } from '../../../domain/crm/activity.js'
import { dateIn, type IsoDate, instantOf } from '../../../lib/dates.js'
import { invalid } from '../../../lib/errors.js'
import { loggedReply } from '../activity/logged-reply.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { optional, required, target } from '../params.js'

const KINDS = {
  note: { name: 'log', summary: 'Note something on a record: a deal, case, contact, company or invoice', what: 'Note' },
  call: { name: 'log call', summary: 'Log a call on a record, and what came of it', what: 'What came of it' },
  meeting: { name: 'log meeting', summary: 'Log a meeting on a record, and what came of it', what: 'What came of it' },
} as const

const NOON = 12

const logs = (Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) =>
  defineCommand({
    name: KINDS[kind].name,
    summary: KINDS[kind].summary,
    example: `${KINDS[kind].name} DEAL-12 They sign on Friday`,
    params: {
      record: target('subject', 'Record'),
      note: required('words', KINDS[kind].what, { multiline: true }),
      on: optional('date', 'On', { hint: 'Today, unless it was earlier' }),
    },
    needs: 'activity.write',
    risk: 'reversible',
    run: (context, { record, note, on }, tx) => {
      const subject = { kind: record.kind as Subject['kind'], id: record.id }
      const activity: NewActivity = { kind, subject, body: note, ...(on && { at: momentOf(context, on) }) }
      return loggedReply(tx, activity, record)
    },
  }),
)

export default logs

/** The middle of a day that is past; today is now. Throws `invalid` for a day to come: that is a task. */
function momentOf({ today, now, asker }: CommandContext, on: IsoDate): Date {
  if (on > today) throw invalid(`${on} is still to come. What is to be done then is a task: task new "…" due:${on}`)
  return dateIn(asker.timeZone, now) === on ? now : instantOf(on, NOON, asker.timeZone)
}
