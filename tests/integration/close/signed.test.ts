import { expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { binderParts } from '../../../src/documents/binder/binder-tables.js'
import { loadBinder } from '../../../src/domain/close/binder-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { entry } from '../../support/books.js'
import { textOf } from '../../support/slack.js'
import { closeWorld } from './close-world.js'

// Wednesday morning in Berlin, October is being closed.
const world = await closeWorld('2026-11-04T09:00:00Z')
const deps = { db: world.db, catalog: await loadCatalog() }

async function ask(name: string, text: string) {
  const who = { workspaceId: world.scope.workspaceId, staffId: world.staff[name] ?? '', via: 'terminal' as const }
  const first = await dispatch(deps, { who, input: { text } })
  const { ok, reply } = first.confirm ? await dispatch(deps, { who, input: { action: first.confirm } }) : first
  return { ok, said: JSON.stringify(reply, (_, value) => (typeof value === 'bigint' ? String(value) : value)) }
}

async function say(name: string, ...texts: string[]): Promise<string> {
  let last = ''
  for (const text of texts) {
    const { ok, said } = await ask(name, text)
    expect(ok, `${text}: ${said}`).toBe(true)
    last = said
  }
  return last
}

const post = (memo: string, date: string, lines: Record<string, string>) =>
  world.change(async (tx) => {
    const made = await entry(tx, date, memo, lines)
    await postEntries(tx, [made])
    await tx.outbox('journal.posted', { entryId: made.id })
  })

/** So many minutes later, when what is due by then was done. */
async function after(minutes: number): Promise<void> {
  await world.work()
  world.clock.set(new Date(world.clock.now().getTime() + 3_000))
  await world.work()
  if (minutes === 0) return
  world.clock.set(new Date(world.clock.now().getTime() + minutes * 60_000))
  await world.work()
}

const state = async (key: string, month = '2026-10') => (await world.states(month))[key]
const reopened = (key: string) =>
  world.read(
    ({ sql }) => sql<{ note: string }[]>`
      select e.note from task_event e join close_task t on t.id = e.task_id
      where t.key = ${key} and e.kind = 'changed' order by e.at, e.id`,
  )

await say('carl', 'close template-set payroll accounts:6600-6699,6837 tolerance:50 quiet:30', 'close open 2026-10')
await world.work()
const payroll = await world.ref('2026-10', 'payroll')
const receipts = await world.ref('2026-10', 'receipts')

test('what was posted while somebody signed is theirs; what comes later opens it again, and says which', async () => {
  await post('Wages', '2026-10-30', { '6837': '9000.00', '1800': '-9000.00' })
  await after(0)
  world.clock.set(new Date('2026-11-04T10:00:00Z'))
  await say('fay', `close done ${payroll}`)
  await say('carl', `close approve ${payroll}`)
  await after(60)
  expect(await state('payroll')).toBe('approved')

  // Other accounts, other days, and what the task tolerates.
  await post('Rent', '2026-10-30', { '6310': '700.00', '1800': '-700.00' })
  await post('Wages of November', '2026-11-03', { '6837': '9000.00', '1800': '-9000.00' })
  await post('A coffee', '2026-10-30', { '6837': '30.00', '1800': '-30.00' })
  await after(60)
  expect(await state('payroll')).toBe('approved')

  // A burst is one reopening, once it is over.
  await post('Bonus', '2026-10-31', { '6600': '1200.00', '1800': '-1200.00' })
  await after(20)
  await post('Bonus of the other', '2026-10-31', { '6600': '800.00', '1800': '-800.00' })
  await after(20)
  expect(await state('payroll')).toBe('approved')
  await after(11)
  expect(await state('payroll')).toBe('ready')
  const notes = await reopened('payroll')
  expect(notes).toHaveLength(1)
  expect(notes[0]?.note).toMatch(
    /^changed since it was signed: JE-4 30.00 EUR on 6837, JE-5 1,200.00 EUR on 6600, JE-6 800.00 EUR on 6600$/,
  )
})

test('the task, `close why`, the card and the morning’s reminder say it', async () => {
  expect(await say('carl', `close task ${payroll}`)).toMatch(/changed since it was signed.*JE-5.*6600-6699/s)
  expect(await say('carl', 'close why 2026-10')).toMatch(/Post the payroll journal: changed since it was signed.*JE-6/s)
  expect(await say('carl', 'close status 2026-10')).toContain('↺')
  await world.work()
  const card = (await world.slack.stored('finance')).map(({ blocks }) => textOf({ text: '', blocks: blocks ?? [] }))
  expect(card.join('\n')).toMatch(/Changed since it was signed[^]*JE-5/)
  expect(card.join('\n')).toMatch(/open again, since the books moved/)
  world.clock.set(new Date('2026-11-05T08:10:00Z'))
  await world.tick()
  await world.work()
  const [told] = (await world.slack.stored('fay')).slice(-1)
  expect(textOf({ text: '', blocks: told?.blocks ?? [] })).toMatch(
    /Post the payroll journal.*changed since it was signed/,
  )
})

test('signed anew, it holds for what is there by now; an entry and its reversal leave it', async () => {
  await say('fay', `close done ${payroll}`)
  await say('carl', `close approve ${payroll}`)
  await say('fay', 'journal new Typo debit:6837 credit:1800 amount:400 date:2026-10-30')
  await after(0)
  await say('fay', 'journal reverse JE-7 date:2026-10-30')
  await after(60)
  expect(await state('payroll')).toBe('approved')
  expect(await reopened('payroll')).toHaveLength(1)
})

test('a submitted task opens again as well: its reviewer would approve what its preparer never saw', async () => {
  await say('fay', `close done ${receipts}`)
  expect(await state('receipts')).toBe('submitted')
  await post('A receipt that came late', '2026-10-31', { '1800': '75.00', '1460': '-75.00' })
  await after(16)
  expect(await state('receipts')).toBe('ready')
})

test('after the hard lock it is an item of the next close, which waits for it', async () => {
  await say('fay', `close done ${receipts}`)
  await say('carl', `close approve ${receipts}`)
  await say('carl', 'close lock 2026-10 hard:yes anyway:yes')
  await say('carl', 'close reopen 2026-10 reason:"A receipt came late" hours:24')
  await say('ada', 'approval approve APR-1')
  await post('The last receipt', '2026-10-30', { '1800': '20.00', '1460': '-20.00' })
  await after(30)
  expect(await state('receipts')).toBe('approved')

  world.clock.set(new Date('2026-12-01T09:00:00Z'))
  await say('carl', 'close open 2026-11')
  await after(0)
  const prior = await world.ref('2026-11', 'prior-2026-10')
  expect(await state('prior-2026-10', '2026-11')).toBe('ready')
  expect(await say('fay', `close task ${prior}`)).toMatch(/Prior-period items of October 2026.*The last receipt/s)
  const waits = await world.read(
    ({ sql }) => sql<{ key: string }[]>`
      select t.key from close_task_dependency d join close_task t on t.id = d.task_id
      join close_task b on b.id = d.depends_on_id where b.key = 'prior-2026-10'`,
  )
  expect(waits).toEqual([{ key: 'sign-off' }])

  // More of it, when the next close is open: the same task; done already, it is open again.
  await say('fay', `close done ${prior}`)
  world.clock.set(new Date('2026-12-01T10:00:00Z'))
  await say('carl', `close approve ${prior}`)
  await world.change((tx) => tx.outbox('period.reclose', {}))
  await world.work()
  await say('carl', 'close reopen 2026-10 reason:"Another receipt" hours:24')
  await say('ada', 'approval approve APR-2')
  await post('Really the last receipt', '2026-10-30', { '1800': '5.00', '1460': '-5.00' })
  await after(30)
  expect(await state('prior-2026-10', '2026-11')).toBe('ready')
  expect(await say('fay', `close task ${prior}`)).toContain('Really the last receipt')
  const binder = await world.read((read) => loadBinder(read, '2026-10', { name: 'Lindenhof', baseCurrency: 'EUR' }))
  const part = (file: string) =>
    JSON.stringify(binderParts(binder, new Map()).find((each) => each.file === file)?.table.rows, plain)
  expect(part('prior-period-items')).toContain('The last receipt')
  expect(part('changed-since-signed')).toContain('JE-5')
  expect(part('sign-offs')).toContain('6600-6699')
})

const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
