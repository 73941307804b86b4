import { expect, test } from 'vitest'
import { CAPABILITIES } from '../../../src/domain/people/capabilities.js'
import { SETTINGS } from '../../../src/domain/people/settings.js'
import { HANDED_OVER } from '../../../src/domain/staff-leaves.js'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const desk = commandDesk(books)
for (const [name, role] of [
  ['Ada', 'admin'],
  ['Bea', 'admin'],
  ['Kim', 'sales'],
  ['Lou', 'sales'],
  ['Max', 'sales'],
] as const)
  await desk.hire(name, role)

const told = (kind: string) =>
  books.read(async ({ sql }) =>
    (await sql<{ data: Record<string, unknown> }[]>`select data from outbox where kind = ${kind}`).map(
      ({ data }) => data,
    ),
  )
const undone = async (who: string) =>
  expect((await desk.say(who, 'undo')).reply.headline).not.toMatch(/can't|no longer safe/)

test('who is in a team sees the team’s records once a role says so, and each change has its undo', async () => {
  await desk.data('Kim', 'company new "Kims Kunde"')
  await desk.data('Lou', 'company new "Lous Kunde"')
  await desk.data('Max', 'company new "Maxens Kunde"')
  const asked = await desk.data('Ada', 'role new "inside sales" may:"company.read:team, company.write:own, staff.read"')
  await desk.confirm('Bea', `approval approve ${asked['approval']}`)
  const role = await desk.data('Ada', 'staff role Kim to:inside-sales')
  await desk.confirm('Bea', `approval approve ${role['approval']}`)
  const seen = async () =>
    (await desk.data<{ companies: { name: string }[] }>('Kim', 'company list all')).companies.map(({ name }) => name)
  expect(await seen()).toEqual(['Kims Kunde'])
  await desk.data('Ada', 'team new "Sales north"')
  await desk.data('Ada', 'team add "Sales north" who:Kim')
  await desk.data('Ada', 'team add "Sales north" who:Lou')
  expect(await seen()).toEqual(['Kims Kunde', 'Lous Kunde'])
  expect((await desk.say('Kim', 'company show CO-3')).reply.headline).toBe(
    (await desk.say('Kim', 'company show CO-9')).reply.headline.replace('CO-9', 'CO-3'),
  )
  expect((await desk.say('Kim', 'company note "Lous Kunde" hello')).ok).toBe(false)
  await undone('Ada')
  expect(await seen()).toEqual(['Kims Kunde'])
  expect((await desk.data<{ teams: { members: string[] }[] }>('Ada', 'team list')).teams[0]?.members).toEqual(['Kim'])
})

test('what nobody owns can’t be held for one’s own, and a grant that is none is said', async () => {
  expect((await desk.say('Ada', 'role set sales add:payment.read:own')).reply.headline).toContain('nobody owns them')
  expect((await desk.say('Ada', 'role set sales add:bill.approve:team')).reply.headline).toContain('bill.approve:own')
  expect((await desk.say('Ada', 'role set sales add:constructor')).reply.headline).toContain(
    'nothing that a role allows',
  )
  expect(Object.keys(CAPABILITIES)).toContain('payment.read')
})

test('a colleague is shown, changed and back as they were', async () => {
  const before = await desk.data('Ada', 'staff show Lou')
  await desk.data('Ada', 'staff set Lou department:Sales manager:Max zone:Europe/Paris morning:8')
  expect(await desk.data('Lou', 'staff show')).toMatchObject({
    department: 'Sales',
    manager: 'Max',
    timeZone: 'Europe/Paris',
    morningHour: 8,
  })
  expect((await desk.say('Ada', 'staff set Max manager:Lou')).reply.headline).toContain('own manager')
  await undone('Ada')
  expect({ ...(await desk.data('Ada', 'staff show Lou')), version: 0 }).toEqual({ ...before, version: 0 })
})

test('one says oneself when one is away, and of others only who looks after staff', async () => {
  await desk.data('Lou', 'staff away 2026-12-21 to:2027-01-03 delegate:Max')
  expect(await desk.data('Kim', 'staff show Lou')).toMatchObject({
    awayFrom: '2026-12-21',
    awayUntil: '2027-01-03',
    delegate: 'Max',
  })
  expect((await desk.say('Lou', 'staff away 2026-12-21 to:2026-12-22 who:Max')).ok).toBe(false)
  await undone('Lou')
  expect(await desk.data('Kim', 'staff show Lou')).toMatchObject({ awayUntil: null, delegate: null })
})

test('who leaves hands over what is open, holds nothing and gives no commands', async () => {
  const answer = await desk.confirm('Ada', 'staff leave Max to:Lou')
  expect(answer.reply.data).toMatchObject({ handedOver: [{ what: 'companies', count: 1 }] })
  expect((await desk.say('Max', 'help')).ok).toBe(false)
  expect(
    (await desk.data<{ companies: { name: string }[] }>('Lou', 'company list')).companies.map(({ name }) => name),
  ).toEqual(['Lous Kunde', 'Maxens Kunde'])
  expect(await told('staff.left')).toMatchObject([
    { leaverId: expect.any(String) as unknown, handed: [{ what: 'companies', count: 1 }] },
  ])
})

test('the last who looks after staff stays', async () => {
  await desk.confirm('Ada', 'staff leave Bea to:Lou')
  const preview = await desk.say('Lou', 'staff leave Ada to:Lou')
  expect(preview.ok).toBe(false)
  const own = await desk.say('Ada', 'staff leave Ada to:Lou')
  expect((await desk.click('Ada', own.confirm ?? '')).reply.headline).toContain('Nobody else here may look after staff')
})

test('who is invited is written to, and may no more than everybody before a second person says so', async () => {
  const { data } = (await desk.confirm('Ada', 'staff invite nia@lindenhof.test name:"Nia North" roles:finance')).reply
  expect(data).toMatchObject({ staff: 'nia@lindenhof.test', approval: expect.stringMatching(/^APR-/) as unknown })
  expect(await desk.data('Ada', 'staff show "Nia North"')).toMatchObject({ roles: ['department'] })
  const rows = await books.read(({ sql }) => sql`select data from outbox where kind = 'staff.invited'`)
  expect(rows).toHaveLength(1)
})

/** What has check digits or a form of its own. */
const CHECKED: Record<string, string> = {
  'letterhead-iban': 'DE89 3704 0044 0532 0130 00',
  'letterhead-bic': 'COBADEFFXXX',
}

test('each setting is listed with what holds, changed and back', async () => {
  for (const { name, type, choices, pattern, changedBy } of SETTINGS) {
    if (changedBy) continue
    const before = (await desk.data<{ settings: Record<string, string | null> }>('Ada', 'settings')).settings[name]
    const value =
      type === 'choice' ? choices?.[0] : type === 'amount' ? '1234.50' : (CHECKED[name] ?? pattern?.like ?? 'Something')
    await desk.data('Ada', `settings set ${name} value:"${value}"`)
    expect((await desk.data<{ settings: Record<string, string | null> }>('Ada', 'settings')).settings[name]).toBe(value)
    await undone('Ada')
    expect((await desk.data<{ settings: Record<string, string | null> }>('Ada', 'settings')).settings[name]).toBe(
      before,
    )
  }
  expect((await desk.say('Ada', 'settings set letterhead-accent value:red')).reply.headline).toContain('#3f5fa8')
})

test('the audit trail says who changed what, by person, face, record and day, a page at a time', async () => {
  type Changes = { changes: { by: string; via: string; record: string }[]; more: boolean }
  const first = await desk.data<Changes>('Ada', 'audit by:Ada via:terminal')
  expect(first.more).toBe(true)
  expect(new Set(first.changes.map(({ by, via }) => `${by} ${via}`))).toEqual(new Set(['Ada terminal']))
  expect((await desk.data<Changes>('Ada', 'audit by:Ada page:2')).changes).not.toEqual(first.changes)
  expect((await desk.data<Changes>('Ada', 'audit "Kims Kunde"')).changes).toMatchObject([
    { by: 'Kim', record: 'company Kims Kunde' },
  ])
  expect((await desk.data<Changes>('Ada', 'audit from:2031-01-01')).changes).toEqual([])
  expect((await desk.say('Lou', 'audit')).ok).toBe(false)
})

test('every table with an owner is handed over', async () => {
  const owned = await books.read(
    ({ sql }) =>
      sql<
        { name: string }[]
      >`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'owner_id'`,
  )
  const handed = new Set(HANDED_OVER.map(({ table }) => table))
  expect(
    owned.map(({ name }) => name).filter((name) => !handed.has(name)),
    'say in HANDED_OVER of src/domain/staff-leaves.ts what of it goes to whoever takes over',
  ).toEqual([])
})
