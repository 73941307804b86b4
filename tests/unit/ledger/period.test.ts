import { expect, it } from 'vitest'
import { nextOpenDate, type Period, periodLabel, periodOf } from '../../../src/domain/ledger/period.js'

const period = (number: number, startsOn: string, endsOn: string, state: Period['state']): Period => ({
  id: `p${number}`,
  year: 2026,
  number,
  startsOn,
  endsOn,
  state,
  lockedAreas: [],
  reopenedUntil: null,
})
const periods = [
  period(11, '2026-11-01', '2026-11-30', 'closed'),
  period(12, '2026-12-01', '2026-12-31', 'open'),
  period(13, '2026-12-31', '2026-12-31', 'open'),
]

it('a date lies in its month, never in the adjusting period', () => {
  expect(periodOf(periods, '2026-12-31')?.number).toBe(12)
  expect(periodOf(periods, '2027-01-01')).toBeUndefined()
})

it('the next open date is the date itself, or the first day after what is closed', () => {
  expect(nextOpenDate(periods, '2026-11-15')).toBe('2026-12-01')
  expect(nextOpenDate(periods, '2026-12-15')).toBe('2026-12-15')
  expect(nextOpenDate(periods, '2027-01-01')).toBeUndefined()
})

it('periods are named by their month; the adjusting one by its year', () => {
  expect(periods.map(periodLabel)).toEqual(['2026-11', '2026-12', '2026 adjustments'])
})

it('passes over a period that was opened again, unless the date lies in it, and over one that is locked for the area', () => {
  const again = { ...period(9, '2026-09-01', '2026-09-30', 'open'), reopenedUntil: new Date('2026-11-11') }
  const locked: Period = { ...period(10, '2026-10-01', '2026-10-31', 'open'), lockedAreas: ['purchases'] }
  const all = [period(8, '2026-08-01', '2026-08-31', 'closed'), again, locked, ...periods]
  expect(nextOpenDate(all, '2026-08-20')).toBe('2026-10-01')
  expect(nextOpenDate(all, '2026-08-20', 'purchases')).toBe('2026-12-01')
  expect(nextOpenDate(all, '2026-09-20')).toBe('2026-09-20')
  expect(nextOpenDate(all, '2026-10-20', 'sales')).toBe('2026-10-20')
})
