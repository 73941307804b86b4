import { expect, it } from 'vitest'
import { closePeriod, getPeriodOfMonth, reopenPeriod } from '../../../src/domain/ledger/period-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { entry, testBooks } from '../../support/books.js'

const books = await testBooks()

const post = () =>
  books.change(async (tx) =>
    postEntries(tx, [await entry(tx, '2026-10-30', 'Late bill', { '6310': '9.00', '1800': '-9.00' })]),
  )

it('a closed period opens again by an approval of a second person, and for that time only', async () => {
  const hire = (name: string) =>
    books.change((tx) => addStaff(tx, { email: `${name}@lindenhof.test`, name, roles: ['controller'] }))
  const [asker, second] = [await hire('ada'), await hire('bo')]
  const october = await books.read((read) => getPeriodOfMonth(read, '2026-10'))
  await books.change((tx) => closePeriod(tx, october.id))
  const approval = (decidedById: string) =>
    books.change(async (tx) => {
      const id = tx.newId()
      const { workspaceId } = tx.scope
      const request = {
        ref: `APR-${id}`,
        title: 'October',
        kind: 'reopen-period',
        subject: october.id,
        contentHash: october.id,
        reason: 'A bill came late',
      }
      const solo = decidedById === asker
      const decision = { state: 'approved', decidedById, decidedAt: tx.now, requestedById: asker, solo }
      await tx.prisma.approval.create({ data: { workspaceId, id, ...request, ...decision } })
      return id
    })
  const reopen = (id: string) =>
    books.change((tx) => reopenPeriod(tx, october.id, id, new Date('2026-11-24T09:00:00Z')))

  await expect(post()).rejects.toMatchObject({ code: 'refused' })
  await expect(reopen(await approval(asker))).rejects.toThrow(/a second person must approve it/)
  const paper = await approval(second)
  await reopen(paper)
  expect(await post()).toMatchObject([{ replayed: false }])

  books.clock.advance(60_000)
  await books.change((tx) => closePeriod(tx, october.id))
  await expect(reopen(paper)).rejects.toThrow(/from before the period was closed/)
})
