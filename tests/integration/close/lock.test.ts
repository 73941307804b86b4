import { fastify } from 'fastify'
import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { feedLinks } from '../../../src/domain/close/calendar-feed.js'
import { insertDraft } from '../../../src/domain/ledger/draft-accrual-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { money } from '../../../src/lib/money.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { mountCalendar } from '../../../src/web/routes/calendar.js'
import { entry } from '../../support/books.js'
import { textOf } from '../../support/slack.js'
import { TEST_KEY } from '../../support/test-key.js'
import { closeWorld } from './close-world.js'

const MONTH = '2026-10'
const secretKey = readSecretKey(TEST_KEY)
const world = await closeWorld('2026-11-10T09:00:00Z')
const { staff, clock } = world
const deps = { db: world.db, catalog: await loadCatalog() }

async function ask(name: string, text: string): Promise<{ ok: boolean; said: string }> {
  const who = { workspaceId: world.scope.workspaceId, staffId: staff[name] ?? '', via: 'terminal' as const }
  const first = await dispatch(deps, { who, input: { text } })
  const { ok, reply } = first.confirm ? await dispatch(deps, { who, input: { action: first.confirm } }) : first
  return { ok, said: JSON.stringify(reply) }
}
const period = async () =>
  (
    await world.read(
      ({ sql }) => sql<{ state: string; locked: string[] }[]>`
        select state, locked_areas as locked from period where starts_on = '2026-10-01' and number between 1 and 12`,
    )
  )[0]
const history = async () =>
  (
    await world.read(
      ({ sql }) => sql<{ kind: string }[]>`
        select e.kind from close_event e join close c on c.id = e.close_id where c.month = ${MONTH} order by e.at, e.id`,
    )
  ).map(({ kind }) => kind)

const card = async () =>
  (await world.slack.stored('finance')).find(({ text }) => text.startsWith('Close of October 2026'))?.text ?? ''

await world.openMonth(MONTH)

test('a soft lock is by area, and only who runs the close sets it', async () => {
  expect((await ask('fay', `close lock ${MONTH} areas:sales`)).ok).toBe(false)
  expect((await ask('carl', `close lock ${MONTH} areas:moon`)).ok).toBe(false)
  expect(await ask('carl', `close lock ${MONTH} areas:sales`)).toMatchObject({ ok: true })
  expect(await period()).toEqual({ state: 'open', locked: ['sales'] })
})

test('a hard lock says which tasks are not finished, and goes past them only when told to', async () => {
  const refused = await ask('carl', `close lock ${MONTH} hard:yes`)
  expect(refused).toMatchObject({ ok: false, said: expect.stringContaining('not finished') })
  expect(await period()).toMatchObject({ state: 'open' })
  expect(await ask('carl', `close lock ${MONTH} hard:yes anyway:yes`)).toMatchObject({ ok: true })
  expect(await period()).toMatchObject({ state: 'closed' })
  expect((await ask('carl', `close status ${MONTH}`)).said).toContain('closed for everybody')
  await world.work()
  expect(await card()).toContain('closed for everybody')
})

test('reopening takes a reason and a second person, ends by itself, and its trail stands in one thread', async () => {
  expect((await ask('carl', `close reopen ${MONTH}`)).ok).toBe(false)
  const asked = await ask('carl', `close reopen ${MONTH} reason:"A bill came late" hours:24`)
  expect(asked).toMatchObject({ ok: true })
  const [approval = ''] = /[A-Z]+-\d+/.exec(asked.said) ?? []
  await world.work()
  expect((await ask('carl', `approval approve ${approval}`)).ok).toBe(false)
  expect(await ask('ada', `approval approve ${approval}`)).toMatchObject({ ok: true })
  expect(await period()).toMatchObject({ state: 'open' })
  await world.work()
  // One way of saying it wherever it is read, in the zone of the reader, of a card in the company's.
  const [until = ''] = /open again until 11 Nov, \d\d:00/.exec(await card()) ?? []
  expect(until).not.toBe('')
  for (const line of [`close status ${MONTH}`, `period show ${MONTH}`, 'period list'])
    expect((await ask('carl', line)).said).toContain(until)
  await world.change(async (tx) =>
    postEntries(tx, [await entry(tx, '2026-10-31', 'The late bill', { '6310': '80.00', '1800': '-80.00' })]),
  )
  clock.set(new Date('2026-11-11T10:00:00Z'))
  // Its time is over, whether or not the hourly job has been there.
  const show = JSON.parse((await ask('carl', `period show ${MONTH}`)).said) as object
  expect(show).toMatchObject({ headline: `${MONTH} is closed`, data: { state: 'closed', reopenedUntil: null } })
  await world.change((tx) => tx.outbox('period.reclose', {}))
  await world.work()
  await world.change((tx) => tx.outbox('period.reclose', {}))
  await world.work()
  expect(await period()).toMatchObject({ state: 'closed' })
  expect(await card()).toContain('closed for everybody')
  expect(await history()).toEqual(['locked', 'hard_locked', 'reopening_asked', 'opened_again', 'closed_again'])
  // In the thread of the card that Ada approved, and of the word that Carl had of it; once.
  for (const name of ['ada', 'carl']) {
    const stored = await world.slack.stored(name)
    const told = stored.filter(({ text }) => text === `${MONTH} is closed again`)
    expect(told).toHaveLength(1)
    expect(textOf({ text: '', blocks: told[0]?.blocks ?? [] })).toMatch(
      /It was open from \d+ Nov 2026, \d\d:\d\d to 11 Nov 2026, \d\d:\d\d \([A-Z]+-\d+\)\. 1 entry was posted meanwhile[^]*2026-10-31 · The late bill · 80.00 EUR/,
    )
    const above = stored.find(({ ts }) => ts === told[0]?.threadTs)
    expect(JSON.stringify(above)).toContain(approval)
  }
})

test('a quarter is locked with its three months, a year is another close beside them', async () => {
  expect(await ask('carl', 'close open 2026-Q4')).toMatchObject({ ok: true })
  expect((await ask('carl', 'close status 2026-Q4')).said).toContain('Q4 2026')
  expect(await ask('carl', 'close lock 2026-Q4 areas:purchases')).toMatchObject({ ok: true })
  const rows = await world.read(
    ({ sql }) => sql<{ month: string; locked: string }[]>`
      select to_char(starts_on, 'MM') as month, array_to_string(locked_areas, ',') as locked from period
      where year = 2026 and number between 9 and 12 order by number`,
  )
  expect(rows.map(({ month, locked }) => `${month} ${locked}`)).toEqual([
    '09 ',
    '10 sales',
    '11 purchases',
    '12 purchases',
  ])
  expect(await ask('carl', 'close open 2026')).toMatchObject({ ok: true })
  expect((await ask('carl', 'close open 2026-Q5')).said).toContain('2026-Q4')
})

test('a quarter’s months are proved signed off by their own closes, and open again with one of them', async () => {
  const work = async () => {
    await world.work()
    return (await world.states('2026-Q4'))['months']
  }
  expect(await work()).toBe('ready')
  const why = (await ask('carl', 'close why 2026-Q4')).said
  expect(why).toMatch(
    /Not signed off: October 2026 \(\d+ of 19 tasks finished\), November 2026 \(no close was opened\), December 2026 \(no/,
  )
  expect(why).toContain('Why 2026-10?')
  const finish = (state: string, month: string) =>
    world.change((tx) =>
      tx.prisma.closeTask.updateMany({ where: { close: { month } }, data: { state, reason: 'As agreed' } }),
    )
  await finish('not_applicable', MONTH)
  for (const month of ['2026-11', '2026-12']) {
    expect(await ask('carl', `close open ${month}`)).toMatchObject({ ok: true })
    await finish('not_applicable', month)
  }
  await world.change((tx) => tx.outbox('close.changed', {}))
  expect(await work()).toBe('approved')
  const again = await ask('carl', `close undone ${await world.ref('2026-11', 'payroll')}`)
  expect(again, again.said).toMatchObject({ ok: true })
  expect(await work()).toBe('ready')
  expect((await ask('carl', 'close check 2026-Q4')).said).toContain('November 2026 (18 of 19 tasks finished)')
})

test('a quarter is not closed past its months: their open tasks stop it, and what nobody opened is said', async () => {
  await world.change((tx) =>
    tx.prisma.closeTask.updateMany({
      where: { close: { month: '2026-Q4' } },
      data: { state: 'not_applicable', reason: 'Its months say it' },
    }),
  )
  const refused = await ask('carl', 'close lock 2026-Q4 hard:yes')
  expect(refused).toMatchObject({
    ok: false,
    said: expect.stringMatching(/One task of 2026-Q4 is not finished: TASK-2611-/),
  })
  const who = { workspaceId: world.scope.workspaceId, staffId: staff['carl'] ?? '', via: 'terminal' as const }
  const shown = async (text: string) => (await dispatch(deps, { who, input: { text } })).reply
  const said = { month: '2026-11', memo: 'Temps', accountCode: null, amount: money(300_00n, 'EUR') }
  await world.change((tx) => insertDraft(tx, said))
  const hard = await shown('close lock 2026-Q4 hard:yes anyway:yes')
  expect(hard.text).toContain('1 draft is dated in it: DRA-1 Accrual to be posted: Temps.')
  expect(hard.text).toMatch(/^1 task is not finished: TASK-2611-\d+ /)
  // October is closed already: it stays as it is. Of the others the areas are added up.
  expect(hard.changes).toEqual([
    { label: '2026-11', before: 'locked for purchases', after: 'closed' },
    { label: '2026-12', before: 'locked for purchases', after: 'closed' },
  ])
  expect((await shown('close lock 2026-Q4 areas:sales')).changes).toEqual([
    { label: '2026-11', before: 'locked for purchases', after: 'locked for purchases, sales' },
    { label: '2026-12', before: 'locked for purchases', after: 'locked for purchases, sales' },
  ])
  expect((await shown('close lock 2026-Q4 areas:purchases')).headline).toContain('is locked for purchases already')
  expect((await shown('close lock 2026-09 hard:yes')).text).toBe(
    'Nobody opened a close of September 2026: nothing proves it.',
  )
})

test('a quarter and a year are opened again a month at a time, and each of their histories has it', async () => {
  expect((await ask('carl', 'close reopen 2026-Q4 which:2026-11 reason:Late')).said).toContain('November 2026 is open')
  expect((await ask('carl', 'close reopen 2026 which:2025-11 reason:Late')).said).toContain('no month of 2026')
  const asked = await ask('carl', 'close reopen 2026 reason:"The auditors found something"')
  expect(asked, asked.said).toMatchObject({ ok: true })
  expect(asked.said).toContain('2026 is opened again a month at a time: this is October 2026.')
  const noted = await world.read(
    ({ sql }) => sql<{ month: string }[]>`
      select c.month from close_event e join close c on c.id = e.close_id where e.note like '%The auditors%' order by 1`,
  )
  expect(noted.map(({ month }) => month)).toEqual(['2026', '2026-10', '2026-Q4'])
  expect(await ask('carl', 'undo')).toMatchObject({ ok: true })
})

test('what closes are laid out from is a file that is edited, shown before it holds, and taken back by one Undo', async () => {
  const kind = async () =>
    JSON.stringify((JSON.parse((await ask('carl', 'close template')).said) as { table: unknown }).table)
  const give = async (yaml: string) => {
    const files = { attached: [{ name: 'close.yaml', bytes: new TextEncoder().encode(yaml) }] }
    const who = { workspaceId: world.scope.workspaceId, staffId: staff['carl'] ?? '', via: 'terminal' as const }
    const first = await dispatch({ ...deps, files }, { who, input: { text: 'close template-import' } })
    if (!first.confirm) return { ok: first.ok, said: JSON.stringify(first.reply) }
    const second = await dispatch({ ...deps, files }, { who, input: { action: first.confirm } })
    return { ok: second.ok, said: JSON.stringify([first.reply.changes, second.reply]) }
  }
  const before = await kind()
  const one = 'kind: quarter\ntasks: [{key: tax, title: Return, due: WD+5, owner: finance, reviewer: controller}]'
  const done = await give(one)
  expect(done, done.said).toMatchObject({ ok: true })
  expect((await ask('carl', 'close template quarter')).said).toContain('Return')
  expect((await give(one)).said).toContain('says that already')
  expect((await give(one.replace('finance', 'moon'))).said).toContain('is no role')
  expect(await ask('carl', 'close template-set leases title:"Review leases" due:WD+3 owner:finance')).toMatchObject({
    ok: true,
  })
  expect((await ask('fay', 'close template-set leases due:WD+4')).ok).toBe(false)
  expect(await kind()).toContain('Review leases')
  expect(await ask('carl', 'undo')).toMatchObject({ ok: true })
  expect(await kind()).toBe(before)
})

test('a calendar reads due days at an address of its own, until that is revoked', async () => {
  const feedLink = feedLinks(secretKey, () => 'https://daybook.example')
  const who = { workspaceId: world.scope.workspaceId, staffId: staff['fay'] ?? '', via: 'terminal' as const }
  const { reply } = await dispatch({ ...deps, feedLink }, { who, input: { text: 'close feed mine' } })
  const url = new URL(String(reply.text))
  const app = fastify()
  mountCalendar(app, { db: world.db, key: secretKey })
  const get = (path: string) => app.inject({ method: 'GET', url: path })
  const found = await get(url.pathname + url.search)
  expect(found.statusCode).toBe(200)
  expect(found.headers['content-type']).toContain('text/calendar')
  expect(found.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  const events = new ICAL.Component(ICAL.parse(found.body) as [string, unknown[], unknown[]]).getAllSubcomponents(
    'vevent',
  )
  const mine = await world.read(
    ({ sql }) => sql<{ title: string }[]>`
      select t.title from close_task t join close c on c.id = t.close_id
      where c.state = 'open' and ${staff['fay'] ?? ''} in (t.owner_id, t.reviewer_id)`,
  )
  const titles = events.map((event) => new ICAL.Event(event).summary.replace('✓ ', ''))
  expect(titles.sort()).toEqual(mine.map(({ title }) => title).sort())
  expect(events.length).toBeGreaterThan(5)
  expect((await get(`${url.pathname}?open=${url.searchParams.get('open')?.replace(/^./, '_') ?? ''}`)).statusCode).toBe(
    404,
  )
  expect(await ask('fay', 'close feed-revoke')).toMatchObject({ ok: true })
  expect((await get(url.pathname + url.search)).statusCode).toBe(404)
  await app.close()
})
