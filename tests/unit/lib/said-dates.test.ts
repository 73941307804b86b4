import { expect, it } from 'vitest'
import { datedTime, shortDate, shortDays, shortMonth, shortTime } from '../../../src/lib/dates.js'

it('writes a month in one way, whatever is said with it', () => {
  const at = new Date('2026-09-14T22:30:00Z')
  expect(shortDate('2026-09-14')).toBe('14 Sep 2026')
  expect(shortMonth('2026-09')).toBe('Sep 2026')
  expect(shortTime('UTC', at)).toBe('14 Sep, 22:30')
  expect(datedTime('Europe/Berlin', at)).toBe('15 Sep 2026, 00:30')
})

it('says one day once, and a day that nobody knows as that', () => {
  expect(shortDays('2026-11-30', '2026-11-30')).toBe('30 Nov 2026')
  expect(shortDays('2026-11-01', '2026-11-30')).toBe('1 Nov 2026 to 30 Nov 2026')
  expect(shortDays(null, '2026-11-30')).toBe('? to 30 Nov 2026')
  expect(shortDays(null, null)).toBe('? to ?')
})
