import { describe, expect, it } from 'vitest'
import { readLines } from '../../../src/bots/commands/journal/read-lines.js'
import { completeLines } from '../../../src/domain/ledger/journal-line.js'
import { nextAfter } from '../../../src/domain/ledger/recurring-journal.js'
import { money } from '../../../src/lib/money.js'

const read = (typed: string) => readLines(typed, 'EUR', 'EUR')
const worth = { EUR: 1n, USD: 2n } as Record<string, bigint>
const complete = (typed: string) =>
  completeLines(read(typed), 'EUR', ({ amount }) => amount.minor * (worth[amount.currency] ?? 1n))

describe('lines of an entry as people type them', () => {
  it.each([
    [
      '6310 1200; 1800 -1200',
      [
        ['6310', 120_000n],
        ['1800', -120_000n],
      ],
    ],
    [
      '6310 1,200.00\n1800 cr 1200',
      [
        ['6310', 120_000n],
        ['1800', -120_000n],
      ],
    ],
    [
      '6310 dr 50k ; 1800',
      [
        ['6310', 5_000_000n],
        ['1800', null],
      ],
    ],
    [
      '6310 €12.50; 1800 credit 12.50',
      [
        ['6310', 1250n],
        ['1800', -1250n],
      ],
    ],
  ])('%s', (typed, expected) => {
    expect(read(typed).map(({ account, amount }) => [account, amount?.minor ?? null])).toEqual(expected)
  })

  it('a line names department, company, document, tax code and memo', () => {
    expect(read('1200 100 doc:INV-2026-0042 company:"Acme Ltd" dept:Sales tax:S memo:"moved over"; 1210')[0]).toEqual({
      account: '1200',
      amount: money(10_000n, 'EUR'),
      document: 'INV-2026-0042',
      company: 'Acme Ltd',
      department: 'Sales',
      taxCode: 'S',
      memo: 'moved over',
    })
  })

  it.each([
    ['6310 lots; 1800', /Line 1: .*lots.* is not an amount/],
    ['6310 10; 1800 5 colour:red', /Line 2 says "colour:"/],
    ['company:Acme; 1800', /Line 1 names no account/],
  ])('%s is refused with what to write', (typed, problem) => {
    expect(() => read(typed)).toThrow(problem)
  })
})

describe('the line without an amount', () => {
  it.each([
    ['6310 1200; 6805 80.50; 1800', money(-128_050n, 'EUR')],
    ['6310 USD 10; 6805 USD 5; 1800', money(-1500n, 'USD')],
    ['6310 USD 10; 6805 5; 1800', money(-2500n, 'EUR')],
  ])('takes what is left: %s', (typed, left) => {
    const whole = complete(typed)
    expect(whole.ok && whole.value.at(-1)?.amount).toEqual(left)
  })

  it.each([
    ['6310 10', /at least two lines/],
    ['6310; 1800', /Only one line/],
    ['6310 10; 6805 -10; 1800', /nothing is left/],
    ['6310 0; 1800', /0\.00/],
  ])('%s is refused', (typed, problem) => {
    const whole = complete(typed)
    expect(whole.ok ? '' : whole.problem).toMatch(problem)
  })
})

describe('an entry that comes again', () => {
  it.each([
    ['month', '2026-01-31', '2026-01-31', '2026-02-28'],
    ['month', '2026-01-31', '2026-02-28', '2026-03-31'],
    ['quarter', '2026-01-15', '2026-01-15', '2026-04-15'],
    ['year', '2024-02-29', '2024-02-29', '2025-02-28'],
    ['year', '2024-02-29', '2027-02-28', '2028-02-29'],
  ] as const)('every %s from %s, after %s: %s', (every, startsOn, after, next) => {
    expect(nextAfter({ every, startsOn, endsOn: null }, after)).toBe(next)
  })

  it('ends', () => {
    const series = { every: 'month', startsOn: '2026-01-31', endsOn: '2026-03-30' } as const
    expect(nextAfter(series, '2026-01-31')).toBe('2026-02-28')
    expect(nextAfter(series, '2026-02-28')).toBeNull()
  })
})
