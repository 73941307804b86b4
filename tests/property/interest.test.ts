import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accruedInterest,
  bearing,
  type Debt,
  type InterestTerms,
  rateMilli,
  termsOn,
} from '../../src/domain/billing/interest.js'
import { addDays } from '../../src/lib/dates.js'
import { divideRounded } from '../../src/lib/money.js'

const DUE = '2026-01-31'
const day = fc.integer({ min: -30, max: 400 }).map((days) => addDays(DUE, days))
const terms = fc
  .uniqueArray(fc.record({ validFrom: day, milli: fc.integer({ min: 0, max: 20_000 }) }), {
    selector: ({ validFrom }) => validFrom,
    maxLength: 4,
  })
  .map((rows) =>
    rows
      .map(
        ({ validFrom, milli }): InterestTerms => ({
          validFrom,
          referenceMilli: null,
          pointsMilli: milli,
          fromLevel: 1,
          feeMinor: 0n,
          feeCurrency: 'EUR',
        }),
      )
      .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
  )
const span = fc.tuple(day, fc.option(fc.integer({ min: 0, max: 90 }))).map(([from, days]) => ({
  from,
  to: days === null ? null : addDays(from, days),
}))
const debt: fc.Arbitrary<Debt> = fc.record({
  dueDate: fc.constant(DUE),
  minor: fc.bigInt({ min: 1n, max: 10_000_000n }),
  settled: fc.array(fc.record({ date: day, minor: fc.bigInt({ min: 1n, max: 4_000_000n }) }), { maxLength: 5 }),
  disputed: fc.array(span, { maxLength: 2 }),
})

/** What each day bears by itself, added up and rounded once. */
function dayByDay(owed: Debt, rates: readonly InterestTerms[], through: string): bigint {
  let sum = 0n
  for (let at = addDays(owed.dueDate, 1); at <= through; at = addDays(at, 1)) {
    const current = termsOn(rates, at)
    if (current) sum += bearing(owed, at) * BigInt(rateMilli(current))
  }
  return divideRounded(sum, 36_500_000n)
}

describe('interest on what is paid late', () => {
  it('is what its days come to, whatever was paid, disputed or changed in between', () => {
    fc.assert(
      fc.property(debt, terms, day, (owed, rates, through) => {
        expect(accruedInterest(owed, rates, through)).toBe(dayByDay(owed, rates, through))
      }),
      { numRuns: 300 },
    )
  })

  it('never falls from a day to the next, and stands still once all is paid', () => {
    fc.assert(
      fc.property(debt, terms, day, (owed, rates, through) => {
        const next = addDays(through, 1)
        const [now, then] = [accruedInterest(owed, rates, through), accruedInterest(owed, rates, next)]
        expect(then).toBeGreaterThanOrEqual(now)
        if (through >= DUE && bearing(owed, next) === 0n) expect(then).toBe(now)
      }),
      { numRuns: 300 },
    )
  })
})
