import { describe, expect, it } from 'vitest'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { closePeriod, getPeriodOfMonth } from '../../../src/domain/ledger/period-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { reverseEntry } from '../../../src/domain/ledger/reverse-entry.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { entry, openTestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()
const newBooks = () => openTestBooks(first.db, first.clock)
const rent = { '6310': '1200.00', '1800': '-1200.00' }

describe('posting', () => {
  it('refuses a date in a closed period, and names the next open one', async () => {
    const books = await newBooks()
    const october = await books.read((read) => getPeriodOfMonth(read, '2026-10'))
    await books.change((tx) => closePeriod(tx, october.id))
    const late = books.change(async (tx) => postEntries(tx, [await entry(tx, '2026-10-30', 'Rent', rent)]))
    await expect(late).rejects.toMatchObject({
      code: 'refused',
      userMessage:
        '2026-10-30 lies in period 2026-10, which is closed. The next open date is 2026-11-01; or ask a controller to reopen the period.',
    })
  })

  it('answers a repeated key with the entry it made, and refuses it for another one', async () => {
    const books = await newBooks()
    const make = (amount: string) =>
      books.change(async (tx) =>
        postEntries(tx, [
          await entry(
            tx,
            '2026-10-30',
            'Rent',
            { '6310': amount, '1800': `-${amount}` },
            { idempotencyKey: 'rent-10' },
          ),
        ]),
      )
    const [once] = await make('10.00')
    expect(await make('10.00')).toEqual([{ entryId: once?.entryId, replayed: true }])
    await expect(make('11.00')).rejects.toMatchObject({ code: 'refused' })
  })

  it('knows an entry again when its period has closed, whatever its words: it is read in another way then', async () => {
    const books = await newBooks()
    const odd = 'Süd "2" \\ €\n\t😀'
    const [plain] = await books.change(async (tx) => [await entry(tx, '2026-10-01', odd, rent)])
    if (!plain) throw new Error('no entry')
    const said = { ...plain, postings: plain.postings.map((line) => ({ ...line, department: odd, memo: odd })) }
    const post = () => books.change((tx) => postEntries(tx, [said]))
    const [posted] = await post()
    const october = await books.read((read) => getPeriodOfMonth(read, '2026-10'))
    await books.change((tx) => closePeriod(tx, october.id))
    expect(await post()).toEqual([{ entryId: posted?.entryId, replayed: true }])
  })

  it('refuses what does not balance, a control account without its document, and an account that is not there', async () => {
    const books = await newBooks()
    const post = (lines: Record<string, string>) =>
      books.change(async (tx) => postEntries(tx, [await entry(tx, '2026-10-01', 'Wrong', lines)]))
    await expect(post({ '6310': '10.00', '1800': '-9.99' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(post({ '1200': '10.00', '4400': '-10.00' })).rejects.toThrow(/1200 .* company and a document/)
    await expect(post({ '9999': '10.00', '4400': '-10.00' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('takes the same entries through the bulk lane, all or none', async () => {
    const books = await newBooks()
    const [good, bad] = await books.change(async (tx) => [
      await entry(tx, '2026-10-01', 'Rent', rent),
      await entry(tx, '2031-10-01', 'Rent of a year nobody opened', rent),
    ])
    if (!good || !bad) throw new Error('no entries')
    const load = bulkWorkspace(books.db, books.scope, (bulk) => postEntries(bulk, [good, bad]))
    await expect(load).rejects.toMatchObject({ code: 'refused' })
    const posted = await bulkWorkspace(books.db, books.scope, (bulk) => postEntries(bulk, [good]))
    expect(posted).toEqual([{ entryId: good.id, replayed: false }])
    expect(await sealAll(books.db, books.scope)).toEqual({ sealNumber: 1n, entries: 1 })
    expect(await sealAll(books.db, books.scope)).toEqual({ sealNumber: 1n, entries: 0 })
  })

  it('a rule that is checked at the end fails the bulk transaction, which keeps nothing', async () => {
    const books = await newBooks()
    const [good] = await books.change(async (tx) => [await entry(tx, '2026-10-01', 'Rent', rent)])
    if (!good) throw new Error('no entry')
    const load = bulkWorkspace(books.db, books.scope, async (bulk) => {
      await postEntries(bulk, [good])
      await bulk.sql`create temporary table once (n int unique deferrable initially deferred) on commit drop`
      await bulk.sql`insert into once values (1), (1)`
    })
    await expect(load).rejects.toMatchObject({ code: 'conflict', detail: { sqlstate: '23505' } })
    expect(await sealAll(books.db, books.scope)).toEqual({ sealNumber: 0n, entries: 0 })
  })

  it('reverses an entry once', async () => {
    const books = await newBooks()
    const [posted] = await books.change(async (tx) => postEntries(tx, [await entry(tx, '2026-10-01', 'Rent', rent)]))
    const reverse = (date: string) => books.change((tx) => reverseEntry(tx, posted?.entryId ?? '', date))
    const reversal = await reverse('2026-10-02')
    expect(await reverse('2026-10-02')).toEqual({ ...reversal, replayed: true })
    await expect(reverse('2026-10-03')).rejects.toMatchObject({ code: 'refused' })
  })
})
