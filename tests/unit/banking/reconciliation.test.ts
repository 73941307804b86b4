import { describe, expect, it } from 'vitest'
import { staleBank } from '../../../src/domain/banking/bank-age.js'
import { reconcile } from '../../../src/domain/banking/reconciliation.js'
import { workingCalendar } from '../../../src/domain/people/working-days.js'

const item = (minor: bigint) => ({ ref: 'X', date: '2026-11-20', what: '', minor })

it('explains two balances by what only one side has, and names what is left', () => {
  const sides = { ledgerMinor: 100n, inBooks: [item(30n), item(-5n)], onBank: [item(-2n)] }
  expect(reconcile({ ...sides, bankMinor: 73n })).toMatchObject({ expectedMinor: 73n, unexplainedMinor: 0n })
  expect(reconcile({ ...sides, bankMinor: 80n })).toMatchObject({ unexplainedMinor: 7n })
  expect(reconcile({ ...sides, bankMinor: null })).toMatchObject({ unexplainedMinor: null })
})

describe('bank data', () => {
  const stale = (readTo: string | null, today: string) =>
    staleBank([{ name: 'Main', readTo }], workingCalendar('DE'), today) !== null
  it.each([
    ['2026-11-20', '2026-11-23', false], // Friday's, on Monday
    ['2026-11-20', '2026-11-24', false],
    ['2026-11-20', '2026-11-25', true],
    ['2026-12-23', '2026-12-28', false], // over Christmas
    [null, '2026-11-25', true],
  ])('of %s on %s is too old: %s', (readTo, today, expected) => {
    expect(stale(readTo, today)).toBe(expected)
  })

  it('of no account at all holds nothing up', () => {
    expect(staleBank([], workingCalendar('DE'), '2026-11-25')).toBeNull()
  })
})
