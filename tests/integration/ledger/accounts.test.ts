import { expect, it } from 'vitest'
import { getAccountFor } from '../../../src/domain/ledger/account-store.js'
import { testBooks } from '../../support/books.js'

const books = await testBooks()

it('adds an account of the country’s chart when a purpose is first needed, beside a number that is taken', async () => {
  const added = await books.change(async (tx) => {
    const { workspaceId } = tx.scope
    await tx.prisma.account.updateMany({ where: { workspaceId, purpose: 'staff-payable' }, data: { purpose: null } })
    return [await getAccountFor(tx, 'staff-payable'), await getAccountFor(tx, 'staff-payable')]
  })
  expect(added[0]).toMatchObject({ code: '3731', name: 'Verbindlichkeiten gegenüber Mitarbeitern', kind: 'liability' })
  expect(added[1]).toEqual(added[0])
})

it('adds none where a company has put its account out of use', async () => {
  const asked = books.change(async (tx) => {
    const { workspaceId } = tx.scope
    await tx.prisma.account.updateMany({ where: { workspaceId, purpose: 'rounding' }, data: { active: false } })
    return getAccountFor(tx, 'rounding')
  })
  await expect(asked).rejects.toMatchObject({ code: 'not_found' })
})
