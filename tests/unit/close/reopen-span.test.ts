import { expect, test } from 'vitest'
import { aboutSpan, periodToOpen } from '../../../src/domain/close/reopen-span.js'
import type { Period } from '../../../src/domain/ledger/period.js'

const period = (month: number, state: 'open' | 'closed') =>
  ({
    id: String(month),
    year: 2026,
    number: month,
    startsOn: `2026-${String(month).padStart(2, '0')}-01`,
    state,
  }) as Period
const quarter = (...states: ('open' | 'closed')[]) => states.map((state, index) => period(index + 10, state))
const opened = (periods: Period[], which: string | null = null) => {
  const found = periodToOpen('2026-Q4', periods, which)
  return found.ok ? found.value.startsOn.slice(0, 7) : found.problem
}

test.each([
  [quarter('closed', 'closed', 'closed'), null, '2026-12'],
  [quarter('closed', 'closed', 'open'), null, '2026-11'],
  [quarter('closed', 'closed', 'closed'), '2026-10', '2026-10'],
  [quarter('closed', 'open', 'open'), '2026-11', 'November 2026 is open.'],
  [quarter('open', 'open', 'open'), null, 'Q4 2026 is open.'],
  [quarter('closed', 'closed', 'closed'), '2026-09', 'September 2026 is no month of Q4 2026.'],
])('of a quarter one month is opened again: %#', (periods, which, expected) => {
  expect(opened(periods, which)).toBe(expected)
})

test('what stays closed is said', () => {
  const periods = quarter('closed', 'closed', 'closed')
  const [, , last] = periods
  expect(last && aboutSpan('2026-Q4', periods, last)).toEqual([
    'Q4 2026 is opened again a month at a time: this is December 2026. 2026-10, 2026-11 stay closed; `which:` names another.',
  ])
  const [only] = quarter('closed')
  expect(only && aboutSpan('2026-10', [only], only)).toEqual([])
})
