import { describe, expect, it } from 'vitest'
import type { NewEntry } from '../../../src/domain/ledger/entry.js'
import {
  canonicalEntry,
  readStoredEntry,
  type StoredEntry,
  storeEntry,
} from '../../../src/domain/ledger/stored-entry.js'
import { approvalContent } from '../../../src/domain/people/approval-content.js'

const entry: NewEntry = {
  id: 'one',
  date: '2026-10-15',
  source: 'manual',
  memo: 'Rent',
  idempotencyKey: 'journal:one',
  postings: [
    { accountId: 'a', amount: { minor: 100n, currency: 'EUR' }, department: 'Sales' },
    { accountId: 'b', amount: { minor: -100n, currency: 'EUR' } },
  ],
}
const shown = { title: 'An entry', fields: [], amount: null, counterparty: null, department: null, preparers: [] }
const hash = (of: NewEntry) => approvalContent(shown, canonicalEntry(of)).hash
const posting = (more: object): Partial<NewEntry> => ({
  postings: entry.postings.map((each, at) => (at === 0 ? { ...each, ...more } : each)),
})

describe('what an approval of an entry is bound to', () => {
  it('is what it says, not what it is called or how JSON kept it', () => {
    const kept = JSON.parse(JSON.stringify(storeEntry({ ...entry, adjusting: undefined } as never))) as StoredEntry
    const turned = Object.fromEntries(Object.entries(kept).reverse()) as StoredEntry
    expect(hash(readStoredEntry(turned))).toBe(hash(entry))
    expect(hash({ ...entry, id: 'two', idempotencyKey: 'journal:two' })).toBe(hash(entry))
  })

  it.each<[string, Partial<NewEntry>]>([
    ['day', { date: '2026-10-16' }],
    ['text', { memo: 'Rents' }],
    ['period', { adjusting: true }],
    ['amount', posting({ amount: { minor: 101n, currency: 'EUR' } })],
    ['currency', posting({ amount: { minor: 100n, currency: 'USD' } })],
    ['worth', posting({ baseMinor: 90n })],
    ['account', posting({ accountId: 'c' })],
    ['department', posting({ department: 'Support' })],
    ['document', posting({ companyId: 'x', invoiceId: 'y' })],
    ['tax code', posting({ taxCodeId: 't' })],
    ['order of lines', { postings: entry.postings.toReversed() }],
  ])('is another with another %s', (_, more) => {
    expect(hash({ ...entry, ...more })).not.toBe(hash(entry))
  })
})
