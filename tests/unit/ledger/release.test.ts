import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  partsDue,
  type ReleaseSchedule,
  releaseDate,
  releaseEntry,
  releaseParts,
} from '../../../src/domain/ledger/release.js'
import { addDays } from '../../../src/lib/dates.js'

const SCHEDULE: ReleaseSchedule = {
  id: 's1',
  ref: 'REL-1',
  kind: 'deferred_revenue',
  memo: 'Support 2026',
  currency: 'USD',
  amountMinor: 36_500n,
  baseMinor: 33_000n,
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  recognisedOn: '2026-03-10',
  stoppedOn: null,
  department: null,
  heldAccountId: 'deferred',
  intoAccountId: 'sales',
  companyId: 'c1',
  dealId: null,
  invoiceId: 'i1',
  billId: null,
  version: 1,
}

test('a year is spread by days: January has 31 of 365, February 28', () => {
  expect(releaseParts(SCHEDULE).slice(0, 2)).toEqual([
    { month: '2026-01', amountMinor: 3_100n, baseMinor: 2_803n },
    { month: '2026-02', amountMinor: 2_800n, baseMinor: 2_531n },
  ])
})

test('a part of a month counts its days alone', () => {
  const parts = releaseParts({ startsOn: '2026-01-17', endsOn: '2026-02-14', amountMinor: 2_900n, baseMinor: 2_900n })
  expect(parts.map(({ amountMinor }) => amountMinor)).toEqual([1_500n, 1_400n])
})

test('parts add up to the whole, whatever it is spread over', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 15n }),
      fc.integer({ min: 0, max: 4_000 }),
      fc.integer({ min: 0, max: 700 }),
      (amountMinor, days, shift) => {
        const startsOn = addDays('2025-12-15', shift)
        const parts = releaseParts({
          startsOn,
          endsOn: addDays(startsOn, days),
          amountMinor,
          baseMinor: amountMinor / 3n,
        })
        expect(parts.reduce((sum, part) => sum + part.amountMinor, 0n)).toBe(amountMinor)
        expect(parts.reduce((sum, part) => sum + part.baseMinor, 0n)).toBe(amountMinor / 3n)
        expect(parts.every((part) => part.amountMinor >= 0n)).toBe(true)
      },
    ),
  )
})

test('months before the document was posted are caught up on its date; a stopped schedule releases no more', () => {
  expect(partsDue(SCHEDULE, new Set(['2026-01']), '2026-03').map(({ month }) => month)).toEqual(['2026-02', '2026-03'])
  expect(releaseDate(SCHEDULE, '2026-01')).toBe('2026-03-10')
  expect(releaseDate(SCHEDULE, '2026-03')).toBe('2026-03-31')
  expect(partsDue({ ...SCHEDULE, stoppedOn: '2026-02-28' }, new Set(), '2026-12').map(({ month }) => month)).toEqual([
    '2026-01',
  ])
})

test.each([
  ['deferred_revenue', { deferred: 3_100n, sales: -3_100n }],
  ['prepayment', { deferred: -3_100n, sales: 3_100n }],
  ['depreciation', { deferred: -3_100n, sales: 3_100n }],
] as const)('%s is posted on its right side', (kind, sides) => {
  const part = { month: '2026-01', amountMinor: 3_100n, baseMinor: 2_803n }
  const entry = releaseEntry({ ...SCHEDULE, kind }, part, { id: 'e1', date: '2026-01-31' })
  expect(Object.fromEntries(entry.postings.map(({ accountId, amount }) => [accountId, amount.minor]))).toEqual(sides)
  expect(entry.postings.reduce((sum, { baseMinor }) => sum + (baseMinor ?? 0n), 0n)).toBe(0n)
})
