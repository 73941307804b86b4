import { describe, expect, it } from 'vitest'
import type { Tx } from '../../../src/db/in-workspace.js'
import { sqlInTx } from '../../../src/db/sql-in-tx.js'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { changeTaxCode, createTaxCode } from '../../../src/domain/billing/change-tax-code.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { editDraft } from '../../../src/domain/billing/edit-draft.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { getTaxCode } from '../../../src/domain/billing/tax-code-store.js'
import { getAccount, getAccountFor } from '../../../src/domain/ledger/account-store.js'
import { listAccruals } from '../../../src/domain/ledger/accrual-store.js'
import { accrue } from '../../../src/domain/ledger/accrue.js'
import { listBalances } from '../../../src/domain/ledger/balance-store.js'
import { cancelAccrual } from '../../../src/domain/ledger/cancel-accrual.js'
import { newAccount } from '../../../src/domain/ledger/change-account.js'
import { closeReturn, planReturn } from '../../../src/domain/ledger/close-tax-return.js'
import { listJournal } from '../../../src/domain/ledger/journal-list-store.js'
import { closePeriod, getPeriodOfMonth, openFiscalYear } from '../../../src/domain/ledger/period-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { postReleases } from '../../../src/domain/ledger/post-releases.js'
import { planReversal } from '../../../src/domain/ledger/reverse-journal.js'
import { scheduleRelease, stopReleases } from '../../../src/domain/ledger/schedule-release.js'
import { sealEntries } from '../../../src/domain/ledger/seal-entries.js'
import { findFirstTaxDay } from '../../../src/domain/ledger/tax-return-store.js'
import { postBill } from '../../../src/domain/payables/post-bill.js'
import { receiveBill } from '../../../src/domain/payables/receive-bill.js'
import { toDbDate } from '../../../src/lib/dates.js'
import { money } from '../../../src/lib/money.js'
import { entry, openTestBooks, type TestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()
const newBooks = () => openTestBooks(first.db, first.clock)

const balanceOf = async (books: TestBooks, code: string, asOf: string) =>
  (await books.read((read) => listBalances(read, asOf))).find((row) => row.code === code)?.balance ?? 0n
const problemsOf = (books: TestBooks) => books.read(({ sql }) => sql`select law, problem, detail from verify_books()`)
const sealed = (books: TestBooks) => bulkWorkspace(books.db, books.scope, (bulk) => sealEntries(bulk, { wait: true }))

describe('releases', () => {
  const support = async (tx: Tx) =>
    scheduleRelease(tx, {
      kind: 'deferred_revenue',
      memo: 'Support',
      amount: money(9_200n, 'EUR'),
      from: '2026-08-01',
      to: '2026-10-31',
      recognisedOn: '2026-08-20',
      intoAccountId: (await getAccountFor(tx, 'revenue')).id,
    })

  it('posts what has ended, once, and leaves nothing held in the end', async () => {
    const books = await newBooks()
    await books.change(async (tx) =>
      postEntries(tx, [await entry(tx, '2026-08-20', 'Sold', { '1800': '92.00', '3900': '-92.00' })]),
    )
    await books.change(support)
    expect(await books.change((tx) => postReleases(tx, '2026-09'))).toHaveLength(2)
    expect(await balanceOf(books, '3900', '2026-09-30')).toBe(-3_100n)
    expect(await books.change((tx) => postReleases(tx, '2026-09'))).toHaveLength(0)
    await books.change((tx) => postReleases(tx, '2026-12'))
    expect(await balanceOf(books, '3900', '2026-12-31')).toBe(0n)
    expect(await problemsOf(books)).toEqual([])
  })

  it('dates the part of a month that was closed meanwhile on the next open day', async () => {
    const books = await newBooks()
    await books.change(support)
    const august = await books.read((read) => getPeriodOfMonth(read, '2026-08'))
    await books.change((tx) => closePeriod(tx, august.id))
    const [late] = await books.change((tx) => postReleases(tx, '2026-08'))
    expect(late?.entry.date).toBe('2026-09-01')
  })

  it('gives back only what is unreleased when it is stopped', async () => {
    const books = await newBooks()
    const { ref } = await books.change(support)
    await books.change((tx) => postReleases(tx, '2026-08'))
    const [left] = await books.change((tx) => stopReleases(tx, { ref }, '2026-09-10'))
    expect(left?.amountMinor).toBe(6_100n)
    expect(await books.change((tx) => postReleases(tx, '2026-12'))).toHaveLength(0)
  })
})

it('an accrual is taken back on the first day of the next month', async () => {
  const books = await newBooks()
  const input = { memo: 'Audit', account: '6825', amount: money(400_000n, 'EUR'), month: '2026-10' }
  await books.change((tx) => accrue(tx, input, 'EUR'))
  expect([await balanceOf(books, '6825', '2026-10-31'), await balanceOf(books, '6825', '2026-11-01')]).toEqual([
    400_000n,
    0n,
  ])
  const lost = { ...input, account: '9999' }
  await expect(books.change((tx) => accrue(tx, lost, 'EUR'))).rejects.toMatchObject({ code: 'not_found' })
  await expect(books.change((tx) => accrue(tx, { ...input, month: '2027-12' }, 'EUR'))).rejects.toThrow(
    /no period for 2028-01-01/,
  )
})

it('an accrual that was a mistake is cancelled on the days of its entries, once, and while both are open', async () => {
  const books = await newBooks()
  const input = { memo: 'Audit', account: '6825', amount: money(400_000n, 'EUR'), month: '2026-10' }
  const { accrual } = await books.change((tx) => accrue(tx, input, 'EUR'))
  const reverse = books.change((tx) => planReversal(tx, accrual.reversalId, '2026-11-02'))
  await expect(reverse).rejects.toThrow(/belongs to a record \(accrual\).*accrual cancel/)
  await books.change((tx) => cancelAccrual(tx, accrual.ref))
  expect([await balanceOf(books, '6825', '2026-10-31'), await balanceOf(books, '6825', '2026-11-01')]).toEqual([0n, 0n])
  expect(await books.read((read) => listAccruals(read, '2026-10', 5))).toMatchObject([{ cancelled: true }])
  await expect(books.change((tx) => cancelAccrual(tx, accrual.ref))).rejects.toThrow(/was cancelled before/)
  const second = await books.change((tx) => accrue(tx, input, 'EUR'))
  await books.change(async (tx) => closePeriod(tx, (await getPeriodOfMonth(sqlInTx(tx), '2026-10')).id))
  await expect(books.change((tx) => cancelAccrual(tx, second.accrual.ref))).rejects.toThrow(/2026-10-31 lies in period/)
})

/** Of the oldest period, with which the first return begins. */
const firstDay = (books: TestBooks) => books.change(findFirstTaxDay)

describe('tax returns', () => {
  const sell = (books: TestBooks, date: string, net: bigint) =>
    books.change(async (tx) => {
      const code = (await getTaxCode(tx, 'S')).id
      const ids = [
        await getAccountFor(tx, 'bank'),
        await getAccountFor(tx, 'revenue'),
        await getAccountFor(tx, 'tax-output'),
      ]
      const [bank, revenue, tax] = ids.map(({ id }) => id) as [string, string, string]
      const id = tx.newId()
      const postings = [
        { accountId: bank, amount: money((net * 119n) / 100n, 'EUR') },
        { accountId: revenue, amount: money(-net, 'EUR'), taxCodeId: code },
        { accountId: tax, amount: money((-net * 19n) / 100n, 'EUR'), taxCodeId: code },
      ]
      await postEntries(tx, [{ id, date, source: 'manual', memo: 'Sale', idempotencyKey: id, postings }])
    })

  it('freezes what is sealed; what comes late is in the next, nothing in two and nothing in none', async () => {
    const books = await newBooks()
    await sell(books, '2026-10-10', 10_000n)
    await sealed(books)
    const october = await books.change((tx) => closeReturn(tx, '2026-10-31', '2026-11-10', 'EUR'))
    expect(october).toMatchObject({ ref: 'TAX-2026-1', startsOn: await firstDay(books), dueMinor: 1_900n })
    expect(await balanceOf(books, '3806', '2026-11-10')).toBe(0n)
    await sell(books, '2026-10-30', 20_000n)
    await sell(books, '2026-11-12', 1_000n)
    await sealed(books)
    await expect(books.change((tx) => planReturn(tx, '2026-10-31', '2026-11-30', 'EUR'))).rejects.toThrow(
      /TAX-2026-1 covers/,
    )
    const november = await books.change((tx) => closeReturn(tx, '2026-11-30', '2026-12-10', 'EUR'))
    expect(november).toMatchObject({ ref: 'TAX-2026-2', startsOn: '2026-11-01', dueMinor: 3_990n })
    expect(november.totals).toMatchObject([{ code: 'S', netMinor: 21_000n, outputMinor: 3_990n, inputMinor: 0n }])
    expect(await problemsOf(books)).toEqual([])
  })

  it('begins with the books where none was closed before, whatever year it ends in', async () => {
    const books = await newBooks()
    await books.change((tx) => openFiscalYear(tx, 2027))
    await sell(books, '2026-11-10', 10_000n)
    await sealed(books)
    const plan = (from?: string) => books.change((tx) => planReturn(tx, '2027-01-31', '2027-02-10', 'EUR', from))
    expect(await plan()).toMatchObject({ startsOn: await firstDay(books), first: true, dueMinor: 1_900n })
    expect(await plan('2026-12-01')).toMatchObject({ startsOn: '2026-12-01', dueMinor: 0n })
    await expect(plan('2027-02-01')).rejects.toThrow(/can't begin on/)
    await books.change((tx) => closeReturn(tx, '2026-11-30', '2026-12-10', 'EUR'))
    await expect(plan('2026-11-01')).rejects.toThrow(/Leave `from` out/)
    expect(await plan('2026-12-01')).toMatchObject({ first: false, dueMinor: 0n })
  })

  const billed = (books: TestBooks, companyId: string, billDate: string, taxPoint: string) =>
    books.change(async (tx) => {
      const lines = [{ description: 'Hosting', unitPriceMinor: 10_000n, account: '6837', taxCode: 'S' }]
      const { id } = await receiveBill(tx, { companyId, billDate, taxPoint, lines })
      await tx.prisma.bill.updateMany({ where: { id }, data: { status: 'approved' } })
      return postBill(tx, id)
    })

  it('counts a document in the period of its tax point, and only then', async () => {
    const books = await newBooks()
    const companyId = await books.customer('Acme')
    await billed(books, companyId, '2026-11-05', '2026-10-30')
    await billed(books, companyId, '2026-11-05', '2026-12-02')
    await books.change(async (tx) => {
      const lines = [{ description: 'Work', unitPriceMinor: 50_000n }]
      const { id } = await draftInvoice(tx, { companyId, lines, draftDate: '2026-11-05' })
      await editDraft(tx, id, { taxPoint: '2026-10-31' })
      return issueInvoice(tx, id, '2026-11-05')
    })
    await sealed(books)
    const { rows: listed } = await books.read((read) =>
      listJournal(
        read,
        { tax: { code: 'S' }, from: '2026-10-01', to: '2026-10-31' },
        { limit: 9, baseCurrency: 'EUR' },
      ),
    )
    expect(listed.map(({ source, date }) => [source, date])).toEqual([
      ['invoice', '2026-11-05'],
      ['bill', '2026-11-05'],
    ])
    const due = async (to: string, on: string) => (await books.change((tx) => closeReturn(tx, to, on, 'EUR'))).dueMinor
    expect(await due('2026-10-31', '2026-11-10')).toBe(9_500n - 1_900n)
    expect(await due('2026-11-30', '2026-12-10')).toBe(0n)
    expect(await due('2026-12-31', '2026-12-31')).toBe(-1_900n)
    expect(await problemsOf(books)).toEqual([])
  })

  it('leaves in its return what was declared by the posting date, before tax points counted', async () => {
    const books = await newBooks()
    await billed(books, await books.customer('Acme'), '2026-10-05', '2026-11-02')
    await sealed(books)
    await books.change((tx) =>
      tx.prisma.taxReturn.create({
        data: {
          workspaceId: tx.scope.workspaceId,
          id: tx.newId(),
          ref: 'TAX-2026-1',
          startsOn: toDbDate('2026-01-01'),
          endsOn: toDbDate('2026-10-31'),
          sealNumber: 1n,
          dueMinor: -1_900n,
          figures: [],
          byPostingDate: true,
        },
      }),
    )
    const november = await books.change((tx) => planReturn(tx, '2026-11-30', '2026-12-10', 'EUR'))
    expect(november).toMatchObject({ dueMinor: 0n, totals: [] })
  })

  it('empties the own account of a tax code, beside the general one', async () => {
    const books = await newBooks()
    await books.change(async (tx) => {
      await newAccount(tx, { code: '3801', name: 'Umsatzsteuer 7 %', kind: 'liability' })
      const { id: taxCodeId } = await createTaxCode(tx, 'sale', 'S7', {
        ratePpm: 70_000,
        category: 'AA',
        account: '3801',
      })
      const [bank, own] = [await getAccount(tx, { code: '1800' }), await getAccount(tx, { code: '3801' })]
      const sales = await getAccountFor(tx, 'revenue')
      const postings = [
        { accountId: bank.id, amount: money(10_700n, 'EUR') },
        { accountId: sales.id, amount: money(-10_000n, 'EUR'), taxCodeId },
        { accountId: own.id, amount: money(-700n, 'EUR'), taxCodeId },
      ]
      const id = tx.newId()
      await postEntries(tx, [{ id, date: '2026-10-10', source: 'manual', memo: 'Books', idempotencyKey: id, postings }])
    })
    await sell(books, '2026-10-10', 10_000n)
    await sealed(books)
    const october = await books.change((tx) => closeReturn(tx, '2026-10-31', '2026-11-10', 'EUR'))
    expect(october.dueMinor).toBe(2_600n)
    for (const code of ['3801', '3806']) expect(await balanceOf(books, code, '2026-11-10')).toBe(0n)
    await expect(books.change((tx) => changeTaxCode(tx, 'sale', 'S7', { ratePpm: 90_000 }))).rejects.toThrow(
      /Documents use S7 already/,
    )
    expect(await problemsOf(books)).toEqual([])
  })
})
