import type { Staff } from '../../../domain/people/staff.js'
import { shortDate } from '../../../lib/dates.js'
import { fieldsWith } from '../cells.js'
import type { Asker } from '../define-command.js'
import type { Action, Change, Field } from '../reply.js'

/** What stands behind the ids of a card. */
export type StaffNames = {
  manager: string | null
  delegate: string | null
  roles: readonly string[]
  teams: readonly string[]
}

export const staffFields = (staff: Staff, { manager, delegate, roles, teams }: StaffNames): Field[] =>
  fieldsWith([
    ['Mail', staff.email],
    ['Title', staff.title],
    ['Department', staff.department],
    ['Manager', manager && { person: manager }],
    ['Teams', teams.join(', ')],
    ['Roles', roles.join(', ') || 'none'],
    ['Time zone', staff.timeZone],
    ['Reminders from', `${staff.morningHour}:00`],
    ['Away', awayText(staff)],
    ['Stands in', staff.awayUntil && delegate && { person: delegate }],
    ['In Slack', staff.slackUserId ? 'connected' : 'not connected'],
    ['Works here', staff.active ? null : 'no longer'],
  ])

export function awayText({ awayFrom, awayUntil }: Pick<Staff, 'awayFrom' | 'awayUntil'>): string | null {
  if (!awayUntil) return null
  return awayFrom ? `${shortDate(awayFrom)} to ${shortDate(awayUntil)}` : `until ${shortDate(awayUntil)}`
}

export function staffActions(asker: Asker, { id, email, awayUntil }: Staff): Action[] {
  const about = { staff: email }
  return [
    ...(id === asker.id || asker.may('staff.write')
      ? [
          awayUntil
            ? { label: 'Back', do: { command: 'staff back', args: about }, typed: `staff back ${email}` }
            : { label: 'Away…', do: { form: 'staff away', args: { who: email } } },
        ]
      : []),
    ...(asker.may('staff.write')
      ? [
          { label: 'Change…', do: { form: 'staff set', args: about } },
          { label: 'Roles…', do: { form: 'staff role', args: about } },
        ]
      : []),
  ]
}

const WORDS = {
  title: 'Title',
  department: 'Department',
  timeZone: 'Time zone',
  morningHour: 'Reminders from',
} as const

/** What a change changed, before and after. */
export const staffChanges = (before: Staff, after: Staff): Change[] =>
  (Object.keys(WORDS) as (keyof typeof WORDS)[])
    .filter((key) => before[key] !== after[key])
    .map((key) => ({ label: WORDS[key], before: before[key], after: after[key] }))
