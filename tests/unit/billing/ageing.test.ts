import { expect, it } from 'vitest'
import { ageingOf, bucketOf } from '../../../src/domain/billing/ageing.js'

it.each([
  ['2026-12-31', 'current'],
  ['2026-12-30', '1-30'],
  ['2026-12-01', '1-30'],
  ['2026-11-30', '31-60'],
  ['2026-11-01', '31-60'],
  ['2026-10-31', '61-90'],
  ['2026-10-02', '61-90'],
  ['2026-10-01', '90+'],
  [null, 'undated'],
])('due %s is %s at the year’s end', (dueDate, bucket) => {
  expect(bucketOf(dueDate, '2026-12-31')).toBe(bucket)
})

it('lists the largest debtor first, and takes off what is held on account', () => {
  const item = (companyId: string, openMinor: bigint, dueDate: string) => ({
    companyId,
    company: companyId,
    dueDate,
    openMinor,
  })
  const ageing = ageingOf(
    [item('a', 100n, '2026-12-31'), item('b', 300n, '2026-12-01'), item('a', 50n, '2026-01-01')],
    [
      { companyId: 'a', company: 'a', unappliedMinor: 30n },
      { companyId: 'c', company: 'c', unappliedMinor: 5n },
    ],
    '2026-12-31',
  )
  expect(ageing.rows.map(({ company, total, unapplied }) => [company, total, unapplied])).toEqual([
    ['b', 300n, 0n],
    ['a', 120n, -30n],
    ['c', -5n, -5n],
  ])
  expect(ageing.totals.total).toBe(415n)
  expect(ageing.totals.buckets).toMatchObject({ current: 100n, '1-30': 300n, '90+': 50n })
})
