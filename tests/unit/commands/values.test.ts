import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAmountWords, settleAmount } from '../../../src/bots/commands/values/amount.js'
import { rangeFrom } from '../../../src/bots/commands/values/calendar-words.js'
import { readDate } from '../../../src/bots/commands/values/date.js'
import {
  readChoice,
  readEmail,
  readFlag,
  readInteger,
  readMonth,
  readPercent,
} from '../../../src/bots/commands/values/plain.js'
import { formatMoney, money, toDecimal } from '../../../src/lib/money.js'
import { reading } from './commands.js'

/** In a company that counts in euros, for a record that has no currency of its own. */
function amount(typed: string, fallback = 'EUR', base = 'EUR'): string {
  const words = readAmountWords(typed)
  if (!words.ok) return words.problem
  const settled = settleAmount(words.value, fallback, base)
  return settled.ok ? formatMoney(settled.value) : settled.problem
}

describe('amounts', () => {
  test.each([
    ['50k', '50,000.00 EUR'],
    ['50K', '50,000.00 EUR'],
    ['1.2m', '1,200,000.00 EUR'],
    ['2bn', '2,000,000,000.00 EUR'],
    ['€4,500.50', '4,500.50 EUR'],
    ['4.500,50 €', '4,500.50 EUR'],
    ['EUR 4500', '4,500.00 EUR'],
    ['4500 usd', '4,500.00 USD'],
    ['€50k', '50,000.00 EUR'],
    ['50k EUR', '50,000.00 EUR'],
    ['4,500', '4,500.00 EUR'],
    ['4,50', '4.50 EUR'],
    ["1'000.00 CHF", '1,000.00 CHF'],
    ['5 000,50', '5,000.50 EUR'],
    ['１２３', '123.00 EUR'],
    ['−12.50', '-12.50 EUR'],
    ['-€12', '-12.00 EUR'],
    ['¥1200', '1,200 JPY'],
    ['1.234 KWD', '1.234 KWD'],
    ['CA$ 40', '40.00 CAD'],
    ['12,50 kr', '12.50 SEK'],
    ['4.500', '“4.500” can be 4500 or 4.50: write one of these.'],
    ['1.234', '“1.234” has a point before three digits, and EUR has 2 decimals: for 1,234.00 write 1234 or 1,234.00.'],
    [
      '1.234 JPY',
      '“1.234 JPY” has a point before three digits, and JPY has no decimals: for 1,234 write 1234 or 1,234.',
    ],
    [
      '-4.500 JPY',
      '“-4.500 JPY” has a point before three digits, and JPY has no decimals: for -4,500 write -4500 or -4,500.',
    ],
    ['1,234', '1,234.00 EUR'],
    ['1.234,56', '1,234.56 EUR'],
    ['1,234.56', '1,234.56 EUR'],
    ['0.125', '“0.125” has more decimals than EUR has: write it like 1234.50.'],
    ['¥500.5', '“¥500.5” has more decimals than JPY has: write it like 1234.'],
    ['40 quid', "“40 quid” has a currency I don't know, “quid”: write it like 4500 EUR."],
    ['lots', '“lots” is not an amount: write it like 4500, 4,500.50, 50k or EUR 4500.'],
    ['1,2,3', '“1,2,3” is not an amount: write it like 4500, 4,500.50, 50k or EUR 4500.'],
    ['99999999999999999999', '“99999999999999999999” is too large an amount.'],
  ])('%s', (typed, expected) => {
    expect(amount(typed)).toBe(expected)
  })

  test('a dollar is the record’s or the company’s dollar', () => {
    expect(amount('$5', 'EUR', 'EUR')).toBe('5.00 USD')
    expect(amount('$5', 'CAD', 'EUR')).toBe('5.00 CAD')
    expect(amount('$5', 'EUR', 'AUD')).toBe('5.00 AUD')
    expect(amount('5', 'JPY', 'EUR')).toBe('5 JPY')
  })

  test('what an amount in doubt is told to be written as is read as that', () => {
    const doubtful = fc.record({ whole: fc.integer({ min: 1, max: 999 }), part: fc.integer({ min: 0, max: 999 }) })
    fc.assert(
      fc.property(doubtful, fc.constantFrom('EUR', 'JPY'), ({ whole, part }, code) => {
        const told = amount(`${whole}.${String(part).padStart(3, '0')}`, code)
        const said = / (?:write|can be) (\S+)(?: or (\S+?))?(?:: write one of these)?\.$/.exec(told)
        for (const each of [said?.[1], said?.[2]]) if (each) expect(amount(each, code)).toMatch(/^[\d,.]+ [A-Z]{3}$/)
        expect(said?.[1], told).toBeDefined()
      }),
    )
  })

  test('every amount that is written is read back to the minor unit', () => {
    const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD')
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 14n), 10n ** 14n), currency, (minor, code) => {
        expect(amount(formatMoney(money(minor, code)))).toBe(formatMoney(money(minor, code)))
        expect(amount(`${code} ${toDecimal(money(minor, code))}`)).toBe(formatMoney(money(minor, code)))
      }),
    )
  })
})

describe('dates, on Monday 23 November 2026', () => {
  test.each([
    ['2026-10-31', '2026-10-31'],
    ['2026-1-5', '2026-01-05'],
    ['today', '2026-11-23'],
    ['Tomorrow', '2026-11-24'],
    ['yesterday', '2026-11-22'],
    ['monday', '2026-11-23'],
    ['fri', '2026-11-27'],
    ['this friday', '2026-11-27'],
    ['next friday', '2026-12-04'],
    ['last friday', '2026-11-20'],
    ['31 oct', '2026-10-31'],
    ['Oct 31st, 2025', '2025-10-31'],
    ['31.10.', '2026-10-31'],
    ['31.10.26', '2026-10-31'],
    ['1 feb', '2027-02-01'], // the nearest year
    ['15 june', '2026-06-15'],
    ['10/31', '2026-10-31'],
    ['12/12/2026', '2026-12-12'],
    ['+14d', '2026-12-07'],
    ['-2w', '2026-11-09'],
    ['+3m', '2027-02-23'],
    ['wd+3', '2026-11-27'], // the 26th is Thanksgiving
    ['wd-1', '2026-11-20'],
    ['end of month', '2026-11-30'],
    ['eom', '2026-11-30'],
    ['end of next month', '2026-12-31'],
    ['end of q3', '2026-09-30'],
    ['start of next quarter', '2027-01-01'],
    ['in three weeks', '2026-12-14'],
    ['two weeks ago', '2026-11-09'],
    ['the day after tomorrow', '2026-11-25'],
    [
      '10/11/2026',
      '“10/11/2026” can be Tuesday 10 November 2026 or Sunday 11 October 2026: write 2026-11-10 or 2026-10-11.',
    ],
    ['q3', '“q3” is longer than a day: write the day, like 2026-09-30.'],
    ['2026-02-30', '“2026-02-30” is not a day of the calendar.'],
    ['31 apr', '“31 apr” is not a date: write it like 2026-12-07, 31 oct, next friday or +14d.'],
    ['+9999y', '“+9999y” is not a date: write it like 2026-12-07, 31 oct, next friday or +14d.'],
    ['5pm', '“5pm” is not a date: write it like 2026-12-07, 31 oct, next friday or +14d.'],
    ['soon', '“soon” is not a date: write it like 2026-12-07, 31 oct, next friday or +14d.'],
  ])('%s', (typed, expected) => {
    const result = readDate(typed, reading)
    expect(result.ok ? result.value : result.problem).toBe(expected)
  })

  test('an edge makes a day of a month or a quarter', () => {
    expect(readDate('october', reading, 'start')).toMatchObject({ value: '2026-10-01' })
    expect(readDate('october', reading, 'end')).toMatchObject({ value: '2026-10-31' })
    expect(readDate('last quarter', reading, 'end')).toMatchObject({ value: '2026-09-30' })
  })

  test('what could be read otherwise is said', () => {
    expect(readDate('next friday', reading)).toMatchObject({ note: 'Friday 4 December 2026' })
  })
})

describe('months and ranges', () => {
  test.each([
    ['2026-10', '2026-10'],
    ['10/2026', '2026-10'],
    ['october', '2026-10'],
    ['oct 25', '2025-10'],
    ['feb', '2027-02'],
    ['last month', '2026-10'],
    ['-2m', '2026-09'],
  ])('%s', (typed, expected) => {
    expect(readMonth(typed, reading)).toMatchObject({ value: expected })
  })

  test.each([
    ['q3', 1, '2026-07-01', '2026-09-30'],
    ['q3', 4, '2026-10-01', '2026-12-31'],
    ['q4 2025', 1, '2025-10-01', '2025-12-31'],
    ['2025', 4, '2025-04-01', '2026-03-31'],
    ['this quarter', 2, '2026-11-01', '2027-01-31'],
    ['last year', 1, '2025-01-01', '2025-12-31'],
    ['ytd', 4, '2026-04-01', '2026-11-23'],
    ['h1', 4, '2026-04-01', '2026-09-30'],
    ['2025-h2', 1, '2025-07-01', '2025-12-31'],
    ['q3 last year', 4, '2025-10-01', '2025-12-31'],
    ['october last year', 4, '2025-10-01', '2025-10-31'],
  ])('%s of a year from month %i', (typed, fiscalYearStart, from, to) => {
    expect(rangeFrom(typed, { ...reading, fiscalYearStart })).toEqual({ from, to })
  })
})

describe('the rest', () => {
  test('whole numbers, percentages, yes and no', () => {
    expect(readInteger('1,200')).toMatchObject({ value: 1200 })
    expect(readInteger('1.5')).toMatchObject({ ok: false })
    expect(readPercent('12,5 %')).toMatchObject({ value: 12.5 })
    expect(readPercent('120%')).toMatchObject({ ok: false })
    expect(readFlag('Yes')).toMatchObject({ value: true })
    expect(readFlag('perhaps')).toMatchObject({ ok: false })
  })

  test('addresses, as Slack sends them too', () => {
    expect(readEmail('<mailto:Dana@Example.com|Dana@Example.com>')).toMatchObject({ value: 'dana@example.com' })
    expect(readEmail('dana@example')).toMatchObject({ ok: false })
  })

  test('choices by their beginning', () => {
    const choices = ['open', 'overdue', 'in-progress']
    expect(readChoice('ov', choices)).toMatchObject({ value: 'overdue' })
    expect(readChoice('In Progress', choices)).toMatchObject({ value: 'in-progress' })
    expect(readChoice('o', choices)).toMatchObject({ ok: false })
    expect(readChoice('ovedue', choices)).toMatchObject({ problem: expect.stringContaining('Did you mean overdue?') })
  })
})
