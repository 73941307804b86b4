import { describe, expect, it } from 'vitest'
import { draftInvoice, type NewInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { openIssuer } from '../../../src/domain/billing/issue-together.js'
import { voidInvoice } from '../../../src/domain/billing/void-invoice.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { bookFaults } from '../../support/book-faults.js'
import { openTestBooks, type TestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()
const newBooks = () => openTestBooks(first.db, first.clock)
const TODAY = '2026-11-23'

async function drafts(books: TestBooks, count: number, more: Partial<NewInvoice> = {}): Promise<string[]> {
  const companyId = await books.customer('Kranich')
  const lines = [{ description: 'A service', unitPriceMinor: 10_000n }]
  return books.change(async (tx) => {
    const ids: string[] = []
    for (let n = 0; n < count; n += 1)
      ids.push((await draftInvoice(tx, { companyId, draftDate: TODAY, lines, ...more })).id)
    return ids
  })
}

type Issued = {
  id: string
  number: string | null
  open: bigint
  posted: number
  errands: number
  found: string
  by: string
}

const issuedOf = (books: TestBooks) =>
  books.read(
    ({ sql, scope }) => sql<Issued[]>`
      select v.id, v.number, v.open_minor as open, d.ref as found,
        (select count(*)::int from posting p where p.workspace_id = v.workspace_id and p.entry_id = v.entry_id) as posted,
        (select count(*)::int from outbox o where o.workspace_id = v.workspace_id and o.kind = 'invoice.issued'
          and o.data ->> 'invoiceId' = v.id::text) as errands,
        (select a.via from audit_log a where a.workspace_id = v.workspace_id and a.entity_id = v.id and a.action = 'update'
          and a.after ->> 'number' = v.number) as by
      from invoice v cross join lateral search.find(coalesce(v.number, v.ref), '[{"kinds":["invoice"]}]', 1) d
      where v.workspace_id = ${scope.workspaceId} order by v.number`,
  )

describe('drafts that share a commit', () => {
  it('are numbered without a gap, posted, told, written down and found, in few transactions', async () => {
    const books = await newBooks()
    const ids = await drafts(books, 24)
    const issuer = openIssuer(books.db)
    const numbers = await Promise.all(ids.map((id) => issuer.issue(books.scope, id, TODAY)))
    expect(numbers.toSorted()).toEqual(ids.map((_, n) => `INV-2026-${String(n + 1).padStart(4, '0')}`))
    const rows = await issuedOf(books)
    expect(rows.map(({ id, number }) => [id, number])).toEqual(
      ids.map((id, n) => [id, numbers[n]]).toSorted(([, a], [, b]) => (a ?? '').localeCompare(b ?? '')),
    )
    for (const row of rows)
      expect(row).toMatchObject({ open: 11_900n, posted: 3, errands: 1, found: row.number, by: 'terminal' })
    const [counted] = await books.read(
      ({ sql, scope }) => sql<{ commits: number }[]>`
        select count(distinct xmin::text)::int as commits from journal_entry where workspace_id = ${scope.workspaceId}`,
    )
    expect(counted?.commits).toBeLessThan(8)
    expect(await books.read(bookFaults)).toEqual([])
  })

  it('are refused each for itself, and leave no gap', async () => {
    const books = await newBooks()
    const [twice = '', gone = '', ...plain] = await drafts(books, 8)
    await books.change((tx) => voidInvoice(tx, gone))
    const issuer = openIssuer(books.db)
    const asked = [twice, gone, crypto.randomUUID(), twice, ...plain]
    const settled = await Promise.allSettled(asked.map((id) => issuer.issue(books.scope, id, TODAY)))
    const numbers = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    expect(numbers.toSorted()).toEqual([twice, ...plain].map((_, n) => `INV-2026-000${n + 1}`))
    expect(settled.slice(1, 3)).toMatchObject([{ reason: { code: 'refused' } }, { reason: { code: 'not_found' } }])
    // One of the two that asked for the same, whichever came first.
    const lost = [settled[0], settled[3]].filter((each) => each?.status === 'rejected')
    expect(lost).toMatchObject([{ reason: { userMessage: expect.stringContaining("can't be issued twice") } }])
    expect(await books.read(bookFaults)).toEqual([])
  })

  it('in another currency or for later days are issued as they would be alone', async () => {
    const books = await newBooks()
    await books.change((tx) => putRate(tx, { currency: 'USD', date: TODAY, kind: 'spot', rate: '0.9', source: 'test' }))
    const [foreign = ''] = await drafts(books, 1, { currency: 'USD' })
    const year = { serviceFrom: '2026-11-01', serviceTo: '2027-10-31' }
    const [spread = ''] = await drafts(books, 1, {
      lines: [{ description: 'A year', unitPriceMinor: 120_000n, ...year }],
    })
    const [plain = ''] = await drafts(books, 1)
    const issuer = openIssuer(books.db)
    await Promise.all([foreign, spread, plain].map((id) => issuer.issue(books.scope, id, TODAY)))
    const kept = await books.read(
      ({ sql, scope }) => sql<{ rate: string | null; releases: number }[]>`
        select fx_rate::text as rate, (select count(*)::int from release_schedule r
          where r.workspace_id = v.workspace_id and r.invoice_id = v.id) as releases
        from invoice v where workspace_id = ${scope.workspaceId} order by ref`,
    )
    expect(kept.map(({ rate, releases }) => [Number(rate), releases])).toEqual([
      [0.9, 0],
      [0, 1],
      [0, 0],
    ])
    expect(await books.read(bookFaults)).toEqual([])
  })

  it('are posted as they would be alone, with a discount and several codes too', async () => {
    const books = await newBooks()
    const lines = [
      { description: 'Standard', unitPriceMinor: 9_999n, taxCode: 'S' },
      { description: 'None', unitPriceMinor: 5_001n, taxCode: 'Z', discountBp: 333 },
    ]
    const [one = '', other = ''] = await drafts(books, 2, { lines, discount: { discountBp: 700, discountMinor: null } })
    await openIssuer(books.db).issue(books.scope, one, TODAY)
    await books.change((tx) => issueInvoice(tx, other, TODAY))
    const [first, second] = await books.read(
      ({ sql, scope }) => sql<{ says: string }[]>`
        select jsonb_agg(jsonb_build_array(p.account_id, p.base_minor, p.currency, p.tax_code_id, v.open_minor, v.due_date, v.status)
          order by p.line)::text as says
        from posting p join invoice v on v.workspace_id = p.workspace_id and v.id = p.invoice_id
        where p.workspace_id = ${scope.workspaceId} group by v.id`,
    )
    expect(first?.says).toBe(second?.says)
    expect(await books.read(bookFaults)).toEqual([])
  })

  it('race with those who issue alone, without a gap or a double', async () => {
    const books = await newBooks()
    const ids = await drafts(books, 16)
    const issuer = openIssuer(books.db)
    const numbers = await Promise.all(
      ids.map(async (id, n) =>
        n % 4 === 0
          ? (await books.change((tx) => issueInvoice(tx, id, TODAY))).number
          : issuer.issue(books.scope, id, TODAY),
      ),
    )
    expect(new Set(numbers).size).toBe(ids.length)
    expect(await books.read(bookFaults)).toEqual([])
  })
})
