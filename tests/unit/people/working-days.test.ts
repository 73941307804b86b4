import { describe, expect, test } from 'vitest'
import { addWorkingDays, closeDay, nthWorkingDay, workingCalendar } from '../../../src/domain/people/working-days.js'

describe('working days', () => {
  test.each([
    // country, month, third working day of it
    ['US', '2026-11', '2026-11-04'],
    ['US', '2027-01', '2027-01-06'], // New Year's Day is a Friday
    ['DE', '2026-05', '2026-05-06'], // 1 May is a holiday
    ['ZZ', '2026-05', '2026-05-05'], // nowhere: only weekends are free
  ])('%s %s', (country, month, expected) => {
    expect(nthWorkingDay(workingCalendar(country), month, 3)).toBe(expected)
  })

  test('a holiday on a weekend frees the weekday it moves to', () => {
    expect(workingCalendar('US').isWorkingDay('2026-07-03')).toBe(false) // 4 July 2026 is a Saturday
  })

  test('before, at and after a date', () => {
    const us = workingCalendar('US')
    expect(addWorkingDays(us, '2026-11-23', 3)).toBe('2026-11-27') // over Thanksgiving
    expect(addWorkingDays(us, '2026-11-27', -3)).toBe('2026-11-23')
    expect(addWorkingDays(us, '2026-11-21', 0)).toBe('2026-11-23')
    expect(addWorkingDays(us, '2026-11-23', 0)).toBe('2026-11-23')
  })

  test('a close task falls into the month after', () => {
    const de = workingCalendar('DE')
    expect(closeDay(de, '2026-10', 3)).toBe('2026-11-04')
    expect(closeDay(de, '2026-12', 1)).toBe('2027-01-04')
    expect(closeDay(de, '2026-10', 0)).toBe('2026-10-30')
  })
})
