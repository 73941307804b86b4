import { setAbsence } from '../../../domain/people/set-staff.js'
import { shortDate } from '../../../lib/dates.js'
import { type CommandContext, type Done, defineCommand } from '../define-command.js'
import { optional, type RecordRef, required } from '../params.js'
import { awayText } from './staff-card.js'
import { whoMayBeSet } from './who-may-be-set.js'

type Changed = Awaited<ReturnType<typeof setAbsence>>

/** Away from a day to another, both included; reminders stop, and who stands in is named on the card and in lists. */
const away = defineCommand({
  name: 'staff away',
  summary: 'When you are away, and who stands in; with who: of a colleague',
  example: 'staff away 2026-12-21 to:2027-01-03 delegate:ben@example.com',
  params: {
    from: required('date', 'First day away', { target: true }),
    to: required('date', 'Last day away'),
    delegate: optional('record', 'Stands in', { record: 'staff' }),
    who: optional('record', 'Who', { record: 'staff', hint: 'Without one: yourself' }),
  },
  needs: 'task.write',
  form: { title: 'Away', submit: 'Save' },
  risk: 'reversible',
  run: async (context, { from, to, delegate, who }, tx) => {
    const id = whoMayBeSet(context, who)
    const changed = await setAbsence(tx, id, { from, until: to, delegateId: delegate?.id ?? null })
    return {
      ...absenceReply(context, changed),
      headline: `${whose(context, who, 'You are', 'is')} away from ${shortDate(from)} to ${shortDate(to)}${delegate ? `; ${delegate.title} stands in` : ''}`,
      notes: delegate ? [] : ['Nobody stands in: `delegate:` names a colleague.'],
    }
  },
})

const back = defineCommand({
  name: 'staff back',
  summary: 'You are back; with a name: a colleague is',
  example: 'staff back',
  params: { staff: optional('record', 'Who', { record: 'staff', target: true, hint: 'Without one: yourself' }) },
  needs: 'task.write',
  risk: 'reversible',
  run: async (context, { staff }, tx) => {
    const changed = await setAbsence(tx, whoMayBeSet(context, staff), { from: null, until: null, delegateId: null })
    return { ...absenceReply(context, changed), headline: `${whose(context, staff, 'You are', 'is')} back` }
  },
})

const whose = ({ asker }: CommandContext, who: RecordRef | undefined, you: string, is: string): string =>
  !who || who.id === asker.id ? you : `${who.title} ${is}`

function absenceReply({ today }: CommandContext, { before, after }: Changed): Done {
  const versions = { [`staff:${after.id}`]: after.version }
  const until = before.awayUntil
  return {
    headline: '',
    changes: [{ label: 'Away', before: awayText(before), after: awayText(after) }],
    undo: until
      ? {
          command: 'staff away',
          args: {
            who: after.id,
            from: before.awayFrom ?? today,
            to: until,
            ...(before.delegateId ? { delegate: before.delegateId } : {}),
          },
          versions,
        }
      : { command: 'staff back', args: { staff: after.id }, versions },
    data: { staff: after.email, from: after.awayFrom, until: after.awayUntil },
  }
}

export default [away, back]
