import { expect, test } from 'vitest'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import type { Scope } from '../../../src/db/scope.js'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { createWorkspace } from '../../../src/domain/people/create-workspace.js'
import { goLive } from '../../../src/domain/people/go-live.js'
import { linkSlack, unlinkSlack } from '../../../src/domain/people/link-slack.js'
import { getMembership } from '../../../src/domain/people/membership-store.js'
import { ensureDefaultRoles, listRoles } from '../../../src/domain/people/role-store.js'
import { findStaffByEmail, findStaffBySlackUser, listStaff } from '../../../src/domain/people/staff-store.js'
import {
  addRoute,
  findWorkspaceByRoute,
  getWorkspace,
  listWorkspaces,
  saveSettings,
} from '../../../src/domain/people/workspace-store.js'
import { testDatabase } from '../commands/company.js'

const { db } = await testDatabase()
const NEW = { name: 'Škoda & Söhne', baseCurrency: 'eur', country: 'de', timeZone: 'Europe/Berlin' }
const scoped = (workspaceId: string): Scope => ({ workspaceId, actorId: null, via: 'setup' })
const found = async (name = NEW.name) => scoped(await createWorkspace(db, { ...NEW, name }))
const staff = (email: string, roles = ['sales']) => ({ email, name: 'Dana Fox', roles })

test('a new workspace is quiet, has its roles and is found by its slug', async () => {
  const scope = await found()
  const workspace = await readWorkspace(db, scope, getWorkspace)
  expect(workspace).toMatchObject({
    slug: 'skoda-sohne',
    baseCurrency: 'EUR',
    country: 'DE',
    liveAt: null,
    fiscalYearStart: 1,
  })
  expect((await readWorkspace(db, scope, listRoles)).map((role) => role.name)).toEqual([
    'admin',
    'auditor',
    'controller',
    'department',
    'finance',
    'manager',
    'sales',
    'support',
  ])
  expect(await findWorkspaceByRoute(db, 'slug', 'skoda-sohne')).toBe(scope.workspaceId)
  expect(await listWorkspaces(db)).toContainEqual({ id: scope.workspaceId, slug: 'skoda-sohne' })
})

test.each([
  [{ ...NEW, name: ' ' }, 'The company needs a name.'],
  [{ ...NEW, baseCurrency: 'EURO' }, '"EURO" is not a currency: write its three letters, like USD or EUR.'],
  [{ ...NEW, country: 'Germany' }, '"Germany" is not a country: write its two letters, like US or DE.'],
  [{ ...NEW, timeZone: 'Berlin' }, '"Berlin" is not a time zone: write it like Europe/Berlin or America/New_York.'],
  [{ ...NEW, fiscalYearStart: 13 }, 'A fiscal year starts in a month from 1 to 12, not 13.'],
])('what is wrong is said: %j', async (input, message) => {
  await expect(createWorkspace(db, input)).rejects.toThrow(message)
})

test('a slug is one company’s, and what fails leaves nothing', async () => {
  await found('Twice')
  await expect(found('Twice')).rejects.toMatchObject({ code: 'conflict' })
  const id = createWorkspace(db, { ...NEW, name: 'Half' }, { fill: () => Promise.reject(new Error('no')) })
  await expect(id).rejects.toMatchObject({ code: 'internal' })
  expect(await findWorkspaceByRoute(db, 'slug', 'half')).toBeNull()
})

test('live once, and told once', async () => {
  const scope = await found('Live')
  expect(await inWorkspace(db, scope, goLive)).toBe(true)
  expect(await inWorkspace(db, scope, goLive)).toBe(false)
  expect((await readWorkspace(db, scope, getWorkspace)).liveAt).toBeInstanceOf(Date)
  const told = await readWorkspace(db, scope, ({ sql }) => sql`select kind from outbox where kind = 'workspace.live'`)
  expect(told).toHaveLength(1)
})

test('settings are merged, and null takes one away', async () => {
  const scope = await found('Settings')
  await inWorkspace(db, scope, (tx) => saveSettings(tx, { approveAbove: 1000, channel: 'C1' }))
  await inWorkspace(db, scope, (tx) => saveSettings(tx, { channel: null }))
  expect((await readWorkspace(db, scope, getWorkspace)).settings).toEqual({ approveAbove: 1000 })
})

test('staff come with roles, in the company’s time zone', async () => {
  const scope = await found('Staff')
  const id = await inWorkspace(db, scope, (tx) => addStaff(tx, staff('Dana@Example.com', ['sales', 'department'])))
  expect(await readWorkspace(db, scope, (read) => findStaffByEmail(read, 'DANA@example.com'))).toMatchObject({
    id,
    email: 'dana@example.com',
    timeZone: 'Europe/Berlin',
    slackUserId: null,
  })
  const { member } = await readWorkspace(db, scope, (read) => getMembership(read, id))
  expect(member.roles).toEqual(['department', 'sales'])
  expect([member.may('deal.write'), member.may('invoice.issue')]).toEqual([true, false])
  expect(await readWorkspace(db, scope, (read) => listStaff(read, { role: 'finance' }))).toEqual([])
})

test.each([
  [staff('dana'), '"dana" is not an email address'],
  [staff('a@b.example', ['boss']), 'There is no role "boss". Roles here: admin, auditor'],
  [staff('a@b.example', []), 'Dana Fox needs at least one role'],
  [{ ...staff('a@b.example'), timeZone: 'Mars' }, '"Mars" is not a time zone'],
])('staff that can’t be: %j', async (input, message) => {
  const scope = await found(`Wrong ${db.ids.next()}`)
  await expect(inWorkspace(db, scope, (tx) => addStaff(tx, input))).rejects.toThrow(message)
})

test('a Slack user is one person’s by a verified link', async () => {
  const scope = await found('Slack')
  const add = (email: string) => inWorkspace(db, scope, (tx) => addStaff(tx, staff(email)))
  const [first, second] = [await add('a@b.example'), await add('c@b.example')]
  await inWorkspace(db, scope, (tx) => linkSlack(tx, first, 'U1'))
  await expect(inWorkspace(db, scope, (tx) => linkSlack(tx, second, 'U1'))).rejects.toThrow('Dana Fox already')
  await inWorkspace(db, scope, (tx) => unlinkSlack(tx, first))
  await inWorkspace(db, scope, (tx) => linkSlack(tx, second, 'U1'))
  expect(await readWorkspace(db, scope, (read) => findStaffBySlackUser(read, 'U1'))).toMatchObject({ id: second })
  expect(await readWorkspace(db, scope, (read) => findStaffBySlackUser(read, 'U2'))).toBeNull()
})

test('whoever left gives no commands', async () => {
  const scope = await found('Left')
  const id = await inWorkspace(db, scope, (tx) => addStaff(tx, staff('a@b.example')))
  await inWorkspace(db, scope, (tx) => tx.prisma.staff.updateMany({ where: { id }, data: { active: false } }))
  await expect(readWorkspace(db, scope, (read) => getMembership(read, id))).rejects.toMatchObject({ code: 'forbidden' })
})

test('a newer version adds to the roles and takes nothing away', async () => {
  const scope = await found('Roles')
  await inWorkspace(db, scope, (tx) =>
    tx.prisma.role.updateMany({ where: { name: 'sales' }, data: { capabilities: ['self', 'custom.thing'] } }),
  )
  await inWorkspace(db, scope, ensureDefaultRoles)
  const sales = (await readWorkspace(db, scope, listRoles)).find((role) => role.name === 'sales')
  expect(sales?.capabilities).toEqual(expect.arrayContaining(['custom.thing', 'deal.write']))
})

test('a route leads to one workspace', async () => {
  const [one, two] = [await found('One'), await found('Two')]
  await inWorkspace(db, one, (tx) => addRoute(tx, 'slack-team', 'T1'))
  await inWorkspace(db, one, (tx) => addRoute(tx, 'slack-team', 'T1'))
  await expect(inWorkspace(db, two, (tx) => addRoute(tx, 'slack-team', 'T1'))).rejects.toMatchObject({
    code: 'conflict',
  })
})
