import { describe, expect, it } from 'vitest'
import {
  nextSending,
  type Rhythm,
  readSendDay,
  sayRhythm,
  sendingYear,
} from '../../../src/domain/reports/report-schedule.js'

const german = sendingYear({ country: 'DE', fiscalYearStart: 1 })
const berlin = (every: Rhythm['every'], day: string | null, hour = 8): Rhythm => ({
  every,
  day,
  hour,
  timeZone: 'Europe/Berlin',
})
const next = (rhythm: Rhythm, after: string): string => nextSending(rhythm, german, new Date(after)).toISOString()

describe('when a report is sent next', () => {
  it.each([
    ['later today', berlin('day', null), '2026-11-26T06:00:00Z', '2026-11-26T07:00:00.000Z'],
    ['not twice in one day', berlin('day', null), '2026-11-26T07:00:00Z', '2026-11-27T07:00:00.000Z'],
    ['not over the weekend', berlin('day', null), '2026-11-27T08:00:00Z', '2026-11-30T07:00:00.000Z'],
    ['not on a holiday', berlin('day', null), '2026-12-24T08:00:00Z', '2026-12-28T07:00:00.000Z'],
    ['a week', berlin('week', 'wed'), '2026-11-26T00:00:00Z', '2026-12-02T07:00:00.000Z'],
    ['a week whose day is a holiday', berlin('week', 'fri'), '2026-12-22T00:00:00Z', '2026-12-28T07:00:00.000Z'],
    ['the second working day', berlin('month', 'wd+2'), '2026-12-15T00:00:00Z', '2027-01-05T07:00:00.000Z'],
    ['the last working day', berlin('month', 'wd-1'), '2026-11-15T00:00:00Z', '2026-11-30T07:00:00.000Z'],
    ['a day of the month that nobody works', berlin('month', '15'), '2026-11-01T00:00:00Z', '2026-11-16T07:00:00.000Z'],
    ['a quarter', berlin('quarter', 'wd+3'), '2026-10-20T00:00:00Z', '2027-01-06T07:00:00.000Z'],
    ['the hour in summer time', berlin('day', null), '2026-06-02T00:00:00Z', '2026-06-02T06:00:00.000Z'],
  ])('%s', (_, rhythm, after, expected) => expect(next(rhythm, after)).toBe(expected))

  it.each([
    [2, '2027-02-03T07:00:00.000Z'],
    [3, '2026-12-03T07:00:00.000Z'],
    [12, '2026-12-03T07:00:00.000Z'],
    [4, '2027-01-06T07:00:00.000Z'],
  ])('a quarter of a company whose year begins in month %i begins with that year', (fiscalYearStart, expected) => {
    const year = sendingYear({ country: 'DE', fiscalYearStart })
    const at = nextSending(berlin('quarter', 'wd+3'), year, new Date('2026-11-20T00:00:00Z'))
    expect(at.toISOString()).toBe(expected)
  })

  it('comes every month, once, whatever the month', () => {
    let at = new Date('2026-01-01T00:00:00Z')
    const months = Array.from({ length: 24 }, () => {
      at = nextSending(berlin('month', 'wd+2'), german, at)
      return at.toISOString().slice(0, 7)
    })
    expect(new Set(months).size).toBe(24)
    expect(months.at(-1)).toBe('2027-12')
  })
})

describe('the day of a rhythm', () => {
  it.each([
    ['month', 'WD+2', 'wd+2'],
    ['month', undefined, 'wd+1'],
    ['quarter', '15', '15'],
    ['week', 'Wednesday', 'wed'],
    ['week', undefined, 'mon'],
    ['day', undefined, null],
  ] as const)('each %s on %s is %s', (every, typed, kept) => expect(readSendDay(every, typed)).toBe(kept))

  it.each([
    ['month', '31'],
    ['month', 'wd+40'],
    ['month', 'mon'],
    ['week', 'sunday'],
    ['day', 'mon'],
  ] as const)('each %s has no %s, and says so', (every, typed) =>
    expect(() => readSendDay(every, typed)).toThrow(/on:|working week/),
  )

  it.each([
    ['month', 'wd+2', 'each month, on the 2nd working day, at 8:00'],
    ['month', 'wd+11', 'each month, on the 11th working day, at 8:00'],
    ['month', 'wd-1', 'each month, on the last working day before it, at 8:00'],
    ['quarter', 'wd-3', 'each quarter, 3 working days before it begins, at 8:00'],
    ['month', '23', 'each month, on the 23rd, at 8:00'],
    ['week', 'mon', 'each week, on Monday, at 8:00'],
    ['day', null, 'each working day, at 8:00'],
  ] as const)('is said: %s %s', (every, day, said) => expect(sayRhythm(berlin(every, day))).toBe(said))
})
