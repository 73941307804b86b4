import { expect, it } from 'vitest'
import { checkEntry, type NewEntry, reversalOf } from '../../../src/domain/ledger/entry.js'

const entry = (...amounts: [bigint, string][]): NewEntry => ({
  id: 'e1',
  date: '2026-10-31',
  source: 'manual',
  memo: 'Rent',
  idempotencyKey: 'k1',
  postings: amounts.map(([minor, currency], i) => ({ accountId: `a${i}`, amount: { minor, currency } })),
})

it('an entry needs two postings that sum to zero', () => {
  expect(checkEntry(entry([5n, 'EUR'], [-5n, 'EUR'])).ok).toBe(true)
  expect(checkEntry(entry([5n, 'EUR']))).toMatchObject({
    problem: 'The entry "Rent" needs at least two postings; it has 1.',
  })
  expect(checkEntry(entry([5n, 'EUR'], [-4n, 'EUR']))).toMatchObject({
    problem: expect.stringContaining('sum to 0.01 EUR') as unknown,
  })
})

it('an entry of several currencies is judged in the base currency, by the database', () => {
  expect(checkEntry(entry([5n, 'EUR'], [-6n, 'USD'])).ok).toBe(true)
})

it('a reversal mirrors every posting, keeps its dimensions, and can be posted once', () => {
  const original = entry([5n, 'EUR'], [-5n, 'EUR'])
  const posted = {
    ...original,
    postings: original.postings.map((p) => ({ ...p, baseMinor: p.amount.minor, companyId: 'c1' })),
  }
  const reversal = reversalOf(posted, { id: 'e2', date: '2026-11-01' })
  expect(reversal).toMatchObject({
    date: '2026-11-01',
    source: 'reversal',
    reversesId: 'e1',
    idempotencyKey: 'reversal:e1',
  })
  expect(reversal.postings.map((p) => [p.accountId, p.amount.minor, p.baseMinor, p.companyId])).toEqual([
    ['a0', -5n, -5n, 'c1'],
    ['a1', 5n, 5n, 'c1'],
  ])
})
