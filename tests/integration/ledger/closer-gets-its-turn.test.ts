import { expect, it } from 'vitest'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { closePeriod, getPeriodOfMonth } from '../../../src/domain/ledger/period-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { openPoster } from '../../../src/domain/ledger/post-together.js'
import { AppError } from '../../../src/lib/errors.js'
import { entry, openTestBooks, testBooks } from '../../support/books.js'

const books = await testBooks()

it('while 16 clients post without pause, a closer has the period within a second, and nothing comes after it', async () => {
  const { db, scope, read, change } = await openTestBooks(books.db, books.clock)
  const october = await read((each) => getPeriodOfMonth(each, '2026-10'))
  const poster = openPoster(db)
  const made = await change(async (tx) =>
    Promise.all(Array.from({ length: 16 }, () => entry(tx, '2026-10-15', 'Rent', { '6310': '1.00', '1800': '-1.00' }))),
  )
  let closed = false
  const after: string[] = []
  const client = async (n: number) => {
    const [first] = made.slice(n)
    if (!first) throw new Error('no entry')
    for (;;) {
      const began = closed
      const id = crypto.randomUUID()
      const one = { ...first, id, idempotencyKey: id }
      try {
        if (n % 2 === 0) await poster.post(scope, [one])
        else await change((tx) => postEntries(tx, [one]))
        if (began) after.push(id)
      } catch (error) {
        if (error instanceof AppError && error.detail['sqlstate'] === 'DB002') return
        throw error
      }
    }
  }
  const posting = Promise.all(made.map((_, n) => client(n)))
  // A lock that is not had in a second is given up by the server itself, whatever the machine does besides.
  await inWorkspace(db, scope, async (tx) => {
    await tx.prisma.$executeRaw`set local lock_timeout = '1s'`
    await closePeriod(tx, october.id)
  })
  closed = true
  await posting
  expect(after).toEqual([])
})
