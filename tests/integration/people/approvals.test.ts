import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from '../../../src/db/in-workspace.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { approvalContent } from '../../../src/domain/people/approval-content.js'
import { putLimit } from '../../../src/domain/people/approval-limit-store.js'
import { getApproval } from '../../../src/domain/people/approval-store.js'
import { askApproval } from '../../../src/domain/people/ask-approval.js'
import { approve, reject } from '../../../src/domain/people/decide-approval.js'
import { defineApproval } from '../../../src/domain/people/define-approval.js'
import {
  expireApprovals,
  voidApprovals,
  voidIfChanged,
  withdrawApproval,
} from '../../../src/domain/people/void-approvals.js'
import { money } from '../../../src/lib/money.js'
import { type FoundedCompany, foundedCompany } from '../../support/company.js'

/** Something with a price, in the memory of this test: what a real kind keeps in its tables. */
type Thing = { minor: bigint; companyId: string; preparers: readonly string[] }
const things = new Map<string, Thing>()
const outcomes: string[] = []

const purchase = defineApproval({
  name: 'purchase',
  title: 'Purchase',
  needs: 'bill.approve',
  days: 3,
  load: async (_tx, { subject }) => {
    const thing = things.get(subject)
    if (!thing) return null
    const amount = money(thing.minor, 'EUR')
    return approvalContent({
      title: `${subject} of Acme`,
      fields: [{ label: 'Total', value: { money: amount } }],
      amount: { money: amount, baseMinor: thing.minor },
      counterparty: { companyId: thing.companyId },
      department: null,
      preparers: thing.preparers,
    })
  },
  approved: async (_tx, { subject }) => {
    outcomes.push(`approved ${subject}`)
    return 'Bought.'
  },
  rejected: async (_tx, { subject }) => void outcomes.push(`rejected ${subject}`),
  lapsed: async (_tx, { subject }) => void outcomes.push(`lapsed ${subject}`),
})

let company: FoundedCompany
let acme: string
let other: string

beforeAll(async () => {
  company = await foundedCompany([
    { name: 'fay', roles: ['finance'] },
    { name: 'cora', roles: ['controller'] },
    { name: 'abe', roles: ['admin'] },
    { name: 'sam', roles: ['sales'] },
  ])
  acme = await company.change(async (tx) => (await createCompany(tx, { name: 'Acme', currency: 'EUR' })).id)
  other = await company.change(async (tx) => (await createCompany(tx, { name: 'Birch', currency: 'EUR' })).id)
})
afterAll(() => company.db.close())

const thing = (subject: string, more: Partial<Thing> = {}) =>
  void things.set(subject, { minor: 400_00n, companyId: acme, preparers: [], ...more })
const ask = (subject: string, as = 'fay') =>
  company.change(async (tx) => askApproval(tx, purchase, { subject, reason: 'We need it' }), as)
const yes = (id: string, as: string) => company.change((tx) => approve(tx, purchase, id), as)
const stateOf = (id: string) => company.change(async (tx: Tx) => (await getApproval(tx, id)).state)

test('a second person approves, once, and what follows is in the same commit', async () => {
  thing('P-1')
  const asked = await ask('P-1')
  expect(asked).toMatchObject({ ref: 'APR-1', state: 'asked', title: 'P-1 of Acme', baseMinor: 400_00n })
  await expect(yes(asked.id, 'fay')).rejects.toThrow(/not among those who may decide/)
  await expect(yes(asked.id, 'sam')).rejects.toThrow(/not among those who may decide/)
  expect(await yes(asked.id, 'cora')).toMatchObject({ solo: false, outcome: 'Bought.' })
  expect(outcomes).toContain('approved P-1')
  await expect(yes(asked.id, 'abe')).rejects.toThrow(/is approved already/)
})

test('who asked or prepared never decides, whatever their role', async () => {
  thing('P-2', { preparers: [company.staff['abe'] ?? ''] })
  const asked = await ask('P-2', 'cora')
  await expect(yes(asked.id, 'cora')).rejects.toThrow(/asked for APR-\d+ yourself/)
  await expect(yes(asked.id, 'abe')).rejects.toThrow(/You prepared/)
  expect(await stateOf(asked.id)).toBe('asked')
})

test('a delegate of who may decide gains nothing', async () => {
  thing('P-delegate')
  await company.change((tx) =>
    tx.prisma.staff.updateMany({
      where: { id: company.staff['cora'] ?? '' },
      data: { delegateId: company.staff['sam'] ?? '' },
    }),
  )
  const asked = await ask('P-delegate')
  await expect(yes(asked.id, 'sam')).rejects.toThrow(/not among those/)
})

test('what changed after it was asked for is void, with a sentence', async () => {
  thing('P-3')
  const asked = await ask('P-3')
  thing('P-3', { minor: 4000_00n })
  await expect(yes(asked.id, 'cora')).rejects.toThrow(/P-3 of Acme was changed after APR-\d+ was asked for/)
  await company.change((tx) => voidIfChanged(tx, purchase, asked.id))
  expect(await stateOf(asked.id)).toBe('void')
  const again = await ask('P-3')
  const newest = await ask('P-3')
  expect(await stateOf(again.id)).toBe('void')
  expect(await company.change((tx) => voidApprovals(tx, purchase, 'P-3', 'it was edited'))).toBe(true)
  await expect(yes(newest.id, 'cora')).rejects.toThrow(/is void: it was edited/)
})

test('limits count what limited people approved for one counterparty in the month, two at once too', async () => {
  await company.change((tx) =>
    putLimit(tx, { kind: 'purchase', role: 'controller', department: null, limitMinor: 1000_00n }),
  )
  await company.change(async (tx) => {
    const role = await tx.prisma.role.findFirstOrThrow({ where: { name: 'controller' } })
    const { workspaceId } = tx.scope
    const held = { workspaceId, staffId: company.staff['sam'] ?? '', roleId: role.id }
    await tx.prisma.staffRole.create({ data: { ...held, id: tx.newId() } })
  })
  for (const subject of ['L-1', 'L-2', 'L-3']) thing(subject, { minor: 600_00n, companyId: other })
  const [first, second] = [await ask('L-1'), await ask('L-2')]
  const both = await Promise.allSettled([yes(first.id, 'cora'), yes(second.id, 'sam')])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult
  expect(String(refused.reason)).toMatch(/over 1,000.00 EUR.*600.00 EUR was approved for them this month/)
  const left = (await stateOf(first.id)) === 'asked' ? first : second
  expect(await yes(left.id, 'abe')).toMatchObject({ approval: { limitMinor: null } })
  company.clock.advance(31 * 86_400_000)
  expect(await yes((await ask('L-3')).id, 'cora')).toMatchObject({ approval: { limitMinor: 1000_00n } })
})

test('no needs a reason; withdrawing is for who asked; what nobody answers expires', async () => {
  thing('R-1')
  const asked = await ask('R-1')
  await expect(company.change((tx) => reject(tx, purchase, asked.id, ' '), 'cora')).rejects.toThrow(/Say why/)
  await company.change((tx) => reject(tx, purchase, asked.id, 'Too dear'), 'cora')
  expect(outcomes).toContain('rejected R-1')
  thing('R-2')
  const second = await ask('R-2')
  await expect(company.change((tx) => withdrawApproval(tx, purchase, second.id), 'cora')).rejects.toThrow(
    /Only who asked/,
  )
  await company.change((tx) => withdrawApproval(tx, purchase, second.id), 'fay')
  thing('R-3')
  const third = await ask('R-3')
  company.clock.advance(3 * 86_400_000)
  await expect(yes(third.id, 'cora')).rejects.toThrow(/has expired/)
  await company.change((tx) => expireApprovals(tx, new Map([['purchase', purchase]])))
  expect(await stateOf(third.id)).toBe('expired')
  expect(outcomes).toContain('lapsed R-3')
})

test('SQL refuses what the service would: the same person, another answer, another content', async () => {
  thing('S-1')
  const asked = await ask('S-1')
  const update = (data: object) =>
    company.change((tx) => tx.prisma.approval.updateMany({ where: { id: asked.id }, data }))
  const decidedAt = company.clock.now()
  await expect(update({ state: 'approved', decidedAt, decidedById: company.staff['fay'] })).rejects.toThrow(
    /breaks the rule/,
  )
  await expect(update({ contentHash: 'x' })).rejects.toThrow(/kept as it was asked/)
  await yes(asked.id, 'cora')
  await expect(update({ state: 'asked' })).rejects.toThrow(/kept as it was asked/)
})

test('a job or an import asks for nothing', async () => {
  thing('J-1')
  await expect(company.change((tx) => askApproval(tx, purchase, { subject: 'J-1' }))).rejects.toThrow(/Only a person/)
})

test('a company of one person approves its own, and each is marked', async () => {
  const alone = await foundedCompany([{ name: 'ann', roles: ['admin'] }])
  const company = await alone.change(async (tx) => (await createCompany(tx, { name: 'Acme', currency: 'EUR' })).id)
  things.set('SOLO', { minor: 5n, companyId: company, preparers: [alone.staff['ann'] ?? ''] })
  const asked = await alone.change((tx) => askApproval(tx, purchase, { subject: 'SOLO' }), 'ann')
  const decided = await alone.change((tx) => approve(tx, purchase, asked.id), 'ann')
  expect(decided.approval).toMatchObject({ state: 'approved', solo: true })
  await alone.db.close()
})
