import { closeSpan } from '../../../domain/close/close-span.js'
import { workingCalendar } from '../../../domain/people/working-days.js'
import { invalid } from '../../../lib/errors.js'
import type { CommandContext } from '../define-command.js'
import { optional, required } from '../params.js'
import { readMonth } from '../values/plain.js'

const HINT = { target: true, hint: '2026-10, 2026-Q4 or 2026' }

/** Which close is meant: its month, quarter or year. */
export const closeParam = optional('text', 'Close', HINT)
export const closeNamed = required('text', 'Close', HINT)

/** `last month`, `october`, `2026-10`, `2026-Q4`, `2026`. Throws `invalid`. */
export function closeNameOf({ today, workspace }: CommandContext, typed: string): string {
  const span = closeSpan(typed)
  if (span) return span.name
  const { fiscalYearStart, country } = workspace
  const month = readMonth(typed, { today, fiscalYearStart, calendar: () => workingCalendar(country) })
  if (month.ok) return month.value
  throw invalid(`"${typed}" is no month, quarter or year: write it like 2026-10, 2026-Q4 or 2026.`)
}
