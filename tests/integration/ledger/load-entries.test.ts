import { expect, it } from 'vitest'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import type { NewEntry, NewPosting } from '../../../src/domain/ledger/entry.js'
import { getEntry } from '../../../src/domain/ledger/entry-store.js'
import { loadEntries } from '../../../src/domain/ledger/load-entries.js'
import { closePeriod, getPeriodOfMonth } from '../../../src/domain/ledger/period-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { entry, openTestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()
const odd = 'Süd "2" \\ {€},\n\tNULL😀'

/** So many that they are a load, in several months, now and then with a department and words of their own. */
async function manyEntries(lines: Record<string, string> = { '6310': '12.00', '1800': '-12.00' }) {
  const books = await openTestBooks(first.db, first.clock)
  const [one] = await books.change(async (tx) => [await entry(tx, '2026-10-01', 'Rent', lines)])
  if (!one) throw new Error('no entry')
  const said = (line: NewPosting, n: number) => ({ ...line, ...(n % 3 === 0 && { department: odd, memo: odd }) })
  const entries = Array.from({ length: 250 }, (_, n): NewEntry => {
    const [id, idempotencyKey] = [first.db.ids.next(), `rent ${odd} ${n}`]
    const date = `2026-${String(1 + (n % 12)).padStart(2, '0')}-15`
    return { ...one, id, idempotencyKey, date, memo: odd, postings: one.postings.map((line) => said(line, n)) }
  })
  const load = (some: readonly NewEntry[]) => bulkWorkspace(books.db, books.scope, (bulk) => postEntries(bulk, some))
  return { books, entries, load }
}

const answers = (entries: readonly NewEntry[], replayed: boolean) =>
  entries.map(({ id }) => ({ entryId: id, replayed }))

const changed = (entries: readonly NewEntry[], at: number, change: (entry: NewEntry) => Partial<NewEntry>) =>
  entries.map((each, n) => (n === at ? { ...each, ...change(each) } : each))

it('stores entries as they were given, and the books prove', async () => {
  const { books, entries, load } = await manyEntries()
  expect(await load(entries)).toEqual(answers(entries, false))
  const stored = await books.change((tx) => getEntry(tx, entries[3]?.id ?? ''))
  expect(stored).toEqual({
    ...entries[3],
    postings: entries[3]?.postings.map((line) => ({ baseMinor: line.amount.minor, ...line })),
  })
  await sealAll(books.db, books.scope)
  expect(await bulkWorkspace(books.db, books.scope, verifyBooks)).toEqual([])
})

it('knows entries again whichever way they came first, and stores those that are new', async () => {
  const { books, entries, load } = await manyEntries()
  const few = entries.slice(0, 100)
  await books.change((tx) => postEntries(tx, few))
  expect(await load(entries)).toEqual([...answers(few, true), ...answers(entries.slice(100), false)])
  expect(await books.change((tx) => postEntries(tx, entries))).toEqual(answers(entries, true))
  const other = changed(entries, 120, () => ({ memo: 'Other words' }))
  await expect(load(other)).rejects.toMatchObject({ code: 'refused', detail: { sqlstate: 'DB004', entry: 121 } })
})

it.each<[string, (entry: NewEntry) => Partial<NewEntry>, object]>([
  [
    'a month that is closed',
    () => ({ date: '2026-02-01' }),
    { code: 'refused', detail: { sqlstate: 'DB002', entry: 8, next_open_date: '2026-03-01' } },
  ],
  ['a year that is not there', () => ({ date: '2031-02-01' }), { code: 'refused' }],
  ['a day that is not there', () => ({ date: '2026-02-30' }), { code: 'invalid' }],
  ['no source', () => ({ source: ' ' }), { code: 'refused' }],
  [
    'sums apart in the base currency',
    ({ postings }) => ({
      postings: postings.map((line, n) => ({
        ...line,
        amount: { ...line.amount, currency: ['USD', 'JPY'][n] ?? '' },
        baseMinor: line.amount.minor + BigInt(n),
      })),
    }),
    { code: 'refused' },
  ],
  [
    'an account of nobody',
    ({ postings }) => ({ postings: postings.map((line) => ({ ...line, accountId: first.db.ids.next() })) }),
    { code: 'refused' },
  ],
])('keeps nothing of a load where one entry has %s, and says which', async (_, change, refusal) => {
  const { books, entries, load } = await manyEntries()
  const february = await books.read((read) => getPeriodOfMonth(read, '2026-02'))
  await books.change((tx) => closePeriod(tx, february.id))
  const open = entries.map((each) => ({ ...each, date: '2026-10-15' }))
  await expect(load(changed(open, 7, change))).rejects.toMatchObject(refusal)
  expect(await load(open)).toEqual(answers(open, false))
})

it('leaves a control account without its document to the function that says why', async () => {
  const { books, entries, load } = await manyEntries({ '1200': '10.00', '4400': '-10.00' })
  expect(await bulkWorkspace(books.db, books.scope, (bulk) => loadEntries(bulk, entries))).toEqual([])
  await expect(load(entries)).rejects.toThrow(/1200 .* company and a document/)
})
