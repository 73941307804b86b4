import { expect, it } from 'vitest'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { linkSlack } from '../../../src/domain/people/link-slack.js'
import { whomToTell } from '../../../src/domain/people/whom-to-tell.js'
import { testBooks } from '../../support/books.js'

const books = await testBooks()
const join = (name: string, role: string, slack?: string) =>
  books.change(async (tx) => {
    const id = await addStaff(tx, { email: `${name}@us.example`, name, roles: [role] })
    if (slack) await linkSlack(tx, id, slack)
    return id
  })
const told = (ownerId: string | null) => books.read((read) => whomToTell(read, ownerId))

it('tells the owner; who does the invoices when the owner can not be reached; an admin when nobody else can', async () => {
  const [sam, rita] = [await join('sam', 'sales', 'U1'), await join('rita', 'sales')]
  expect(await told(rita)).toEqual([])
  await join('ada', 'admin', 'U9')
  expect(await told(rita)).toEqual(['U9'])
  await join('finn', 'finance', 'U2')
  await join('fay', 'finance', 'U3')
  await join('fritz', 'finance')
  expect(await told(sam)).toEqual(['U1'])
  expect((await told(rita)).sort()).toEqual(['U2', 'U3'])
  expect((await told(null)).sort()).toEqual(['U2', 'U3'])
  await books.change((tx) => tx.prisma.staff.updateMany({ where: { id: sam }, data: { active: false } }))
  expect((await told(sam)).sort()).toEqual(['U2', 'U3'])
})
