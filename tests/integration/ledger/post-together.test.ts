import { describe, expect, it } from 'vitest'
import type { Scope } from '../../../src/db/scope.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { getAccountFor } from '../../../src/domain/ledger/account-store.js'
import type { NewEntry } from '../../../src/domain/ledger/entry.js'
import { openPoster } from '../../../src/domain/ledger/post-together.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { money } from '../../../src/lib/money.js'
import { entry, openTestBooks, type TestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()
const newBooks = () => openTestBooks(first.db, first.clock)
const rent = { '6310': '1200.00', '1800': '-1200.00' }
const rents = (books: TestBooks, count: number, more: Partial<NewEntry> = {}) =>
  books.change((tx) => Promise.all(Array.from({ length: count }, () => entry(tx, '2026-10-01', 'Rent', rent, more))))

describe('callers that share a commit', () => {
  it('get each their own answer, and few transactions carry all', async () => {
    const books = await newBooks()
    const poster = openPoster(books.db)
    const all = await rents(books, 40)
    const posted = await Promise.all(all.map((each) => poster.post(books.scope, [each])))
    expect(posted.flat().map(({ entryId }) => entryId)).toEqual(all.map(({ id }) => id))
    const [counted] = await books.read(
      ({ sql, scope }) => sql<{ entries: number; commits: number }[]>`
        select count(*)::int as entries, count(distinct xmin::text)::int as commits from journal_entry
        where workspace_id = ${scope.workspaceId}`,
    )
    expect(counted?.entries).toBe(40)
    expect(counted?.commits).toBeLessThan(10)
    expect(await books.read(verifyBooks)).toEqual([])
  })

  it('are recorded as who they are, through what they came', async () => {
    const books = await newBooks()
    const poster = openPoster(books.db)
    const [one, two] = await rents(books, 2)
    if (!one || !two) throw new Error('no entries')
    const staff = await books.change((tx) =>
      tx.prisma.staff.create({
        data: {
          workspaceId: tx.scope.workspaceId,
          id: tx.newId(),
          email: 'ada@example.com',
          name: 'Ada',
          nameKey: 'ada',
          timeZone: 'UTC',
        },
      }),
    )
    const ada: Scope = { ...books.scope, actorId: staff.id, via: 'slack' }
    await Promise.all([poster.post(ada, [one]), poster.post(books.scope, [two])])
    const recorded = await books.read(
      ({ sql, scope }) => sql<{ id: string; by: string | null; via: string }[]>`
        select id, recorded_by as by, via from journal_entry where workspace_id = ${scope.workspaceId} order by via`,
    )
    expect([...recorded]).toEqual([
      { id: one.id, by: staff.id, via: 'slack' },
      { id: two.id, by: null, via: 'terminal' },
    ])
  })

  it('fail alone: the faulty gets its sentence, all others are posted', async () => {
    const books = await newBooks()
    const poster = openPoster(books.db)
    const all = await rents(books, 20)
    const faulty = all.map((each, n) => (n % 5 === 3 ? { ...each, date: '2031-01-01' } : each))
    const settled = await Promise.allSettled(faulty.map((each) => poster.post(books.scope, [each])))
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual(faulty.map(({ date }) => date !== '2031-01-01'))
    const refused = settled.find((each) => each.status === 'rejected')
    expect(refused?.reason).toMatchObject({
      code: 'refused',
      userMessage: expect.stringContaining('no period for 2031-01-01'),
    })
    expect(await books.read(verifyBooks)).toEqual([])
  })

  it('keep what each posts whole, and answer a repeated key with what was posted under it', async () => {
    const books = await newBooks()
    const poster = openPoster(books.db)
    const [good, bad, again] = await rents(books, 3, { idempotencyKey: 'once' })
    if (!good || !bad || !again) throw new Error('no entries')
    const pair = poster.post(books.scope, [
      { ...bad, idempotencyKey: 'of the pair' },
      { ...again, id: crypto.randomUUID(), idempotencyKey: 'its other half', date: '2031-01-01' },
    ])
    const both = [poster.post(books.scope, [good]), poster.post(books.scope, [again])]
    await expect(pair).rejects.toMatchObject({ code: 'refused' })
    const answers = (await Promise.all(both)).flat()
    const posted = answers.find(({ replayed }) => !replayed)?.entryId
    expect([good.id, again.id]).toContain(posted)
    expect(answers.map(({ entryId }) => entryId)).toEqual([posted, posted])
    expect(answers.filter(({ replayed }) => replayed)).toHaveLength(1)
  })
})

it('what a posting names can’t go away, however its deletion and the posting race', async () => {
  const books = await newBooks()
  const company = await books.customer('Kranich')
  const lines = [{ description: 'A service', unitPriceMinor: 100n }]
  const poster = openPoster(books.db)
  const [receivable, revenue] = await books.change(async (tx) => [
    (await getAccountFor(tx, 'receivable')).id,
    (await getAccountFor(tx, 'revenue')).id,
  ])
  for (let round = 0; round < 15; round += 1) {
    const invoice = await books.change((tx) => draftInvoice(tx, { companyId: company, draftDate: '2026-10-01', lines }))
    const document = { companyId: company, invoiceId: invoice.id }
    const id = crypto.randomUUID()
    const sale: NewEntry = {
      id,
      date: '2026-10-01',
      source: 'manual',
      memo: 'Sale',
      idempotencyKey: id,
      postings: [
        { accountId: receivable ?? '', amount: money(100n, 'EUR'), ...document },
        { accountId: revenue ?? '', amount: money(-100n, 'EUR') },
      ],
    }
    const where = { workspaceId: books.scope.workspaceId, invoiceId: invoice.id }
    const settled = await Promise.allSettled([
      poster.post(books.scope, [sale]),
      books.change(async ({ prisma }) => {
        await prisma.invoiceLine.deleteMany({ where })
        await prisma.invoice.deleteMany({ where: { workspaceId: where.workspaceId, id: invoice.id } })
      }),
    ])
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  }
})
