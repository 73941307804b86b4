import { expect, it } from 'vitest'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import type { JournalLine } from '../../../src/domain/ledger/journal-line.js'
import { postDueSeries, recurJournal } from '../../../src/domain/ledger/recur-journal.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { money } from '../../../src/lib/money.js'
import { openTestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()
const DOLLARS = { account: '6837', amount: money(1000_00n, 'USD') }

async function posted(lines: readonly JournalLine[], december = '0.97') {
  const books = await openTestBooks(first.db, first.clock)
  const rate = (date: string, value: string) =>
    books.change((tx) => putRate(tx, { currency: 'USD', date, kind: 'spot', rate: value, source: 'test' }))
  await rate('2026-10-01', '0.90')
  await books.change((tx) =>
    recurJournal(tx, { memo: 'Licence', lines, date: '2026-10-05', every: 'month', endsOn: null }),
  )
  if (december) await rate('2026-11-04', december)
  const { held } = await postDueSeries(books.change, '2026-11-05')
  expect(await books.read(verifyBooks)).toEqual([])
  const rows = await books.read(
    ({ sql, scope }) => sql<{ minor: number }[]>`
      select p.base_minor::int as minor from posting p join journal_entry e on e.id = p.entry_id
      where e.workspace_id = ${scope.workspaceId} order by e.date, p.line`,
  )
  return { minors: rows.map(({ minor }) => minor), held }
}

it('an entry that comes again is worth what it is on its own day; the line without an amount takes the rest', async () => {
  const lines = [DOLLARS, { account: '1800', amount: money(10_00n, 'EUR') }, { account: '3300', amount: null }]
  expect((await posted([DOLLARS, { account: '1800', amount: null }])).minors).toEqual([
    90_000, -90_000, 97_000, -97_000,
  ])
  expect(
    (await posted(lines.map((line) => ({ ...line, account: line.account.replace('3300', '2900') })))).minors,
  ).toEqual([90_000, 1_000, -91_000, 97_000, 1_000, -98_000])
})

it('keeps a worth that was said, or that two lines say of each other', async () => {
  const said = { ...DOLLARS, baseMinor: 88_000n }
  expect((await posted([said, { account: '1800', amount: money(-880_00n, 'EUR') }])).minors).toEqual([
    88_000, -88_000, 88_000, -88_000,
  ])
  expect((await posted([DOLLARS, { account: '1800', amount: money(-900_00n, 'EUR') }])).minors).toEqual([
    90_000, -90_000, 90_000, -90_000,
  ])
})
