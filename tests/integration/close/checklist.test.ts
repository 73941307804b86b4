import { expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { voidInvoice } from '../../../src/domain/billing/void-invoice.js'
import { loadChecks } from '../../../src/domain/close/checks.js'
import { runChecks } from '../../../src/domain/close/run-checks.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { closeWorld } from './close-world.js'

const MONTH = '2026-10'
const world = await closeWorld('2026-11-02T09:00:00Z')
const { slack, staff } = world
const deps = { db: world.db, catalog: await loadCatalog() }

/** Gives a command as this person, confirming what it shows first; answers whether it was done, and what was said. */
async function ask(name: string, text: string): Promise<{ ok: boolean; said: string; data: unknown }> {
  const who = { workspaceId: world.scope.workspaceId, staffId: staff[name] ?? '', via: 'terminal' as const }
  const first = await dispatch(deps, { who, input: { text } })
  const { ok, reply } = first.confirm ? await dispatch(deps, { who, input: { action: first.confirm } }) : first
  return { ok, said: [reply.headline, reply.text, JSON.stringify(reply.table ?? '')].join('\n'), data: reply.data }
}

const done = async (name: string, key: string) => ask(name, `close done ${await world.ref(MONTH, key)}`)

test('a month is laid out from the template: people by role, two pairs of eyes, days on the calendar', async () => {
  expect(await ask('carl', `close open ${MONTH}`)).toMatchObject({ ok: true, data: { month: MONTH, tasks: 19 } })
  const again = await ask('carl', `close open ${MONTH}`)
  expect(again).toMatchObject({ ok: false, said: expect.stringContaining('already open') })
  expect((await ask('fay', 'close open 2026-09')).ok).toBe(false)
  const tasks = await world.read(
    ({ sql }) => sql<{ key: string; owner: string; reviewer: string | null; dueOn: string }[]>`
      select t.key, o.name as owner, r.name as reviewer, t.due_on as "dueOn" from close_task t
      join staff o on o.id = t.owner_id left join staff r on r.id = t.reviewer_id order by t.position`,
  )
  expect(tasks.map(({ key, owner, reviewer, dueOn }) => [key, owner, reviewer, dueOn])).toEqual([
    ['receipts', 'Fay', 'Carl', '2026-11-02'],
    ['bank', 'Fay', null, '2026-11-03'],
    ['suspense', 'Fay', null, '2026-11-03'],
    ['invoices', 'Fay', null, '2026-11-02'],
    ['won-deals', 'Max', null, '2026-11-03'],
    ['deliveries', 'Max', null, '2026-11-03'],
    ['receivables', 'Fay', null, '2026-11-03'],
    ['expenses', 'Tokyo', 'Fay', '2026-11-03'],
    ['expense-approvals', 'Max', null, '2026-11-03'],
    ['payables', 'Fay', null, '2026-11-03'],
    ['payroll', 'Fay', 'Carl', '2026-11-03'],
    ['accruals', 'Fay', 'Carl', '2026-11-04'],
    ['late-bills', 'Fay', null, '2026-11-04'],
    ['recurring', 'Fay', null, '2026-11-04'],
    ['fx', 'Fay', null, '2026-11-04'],
    ['tax', 'Fay', null, '2026-11-04'],
    ['flux', 'Carl', null, '2026-11-05'],
    ['books', 'Carl', null, '2026-11-05'],
    ['sign-off', 'Carl', 'Ada', '2026-11-06'],
  ])
  expect(await world.states(MONTH)).toMatchObject({ receipts: 'ready', receivables: 'waiting', 'sign-off': 'waiting' })
})

test('checks prove what they can, once the tasks before them are done', async () => {
  await world.work()
  // No drafts in October, so that task is done; the receivables tie, and still wait for the bank receipts.
  expect(await world.states(MONTH)).toMatchObject({ invoices: 'approved', receivables: 'waiting', receipts: 'ready' })
  expect(await done('fay', 'invoices')).toMatchObject({ ok: false, said: expect.stringContaining('already finished') })
  expect(await done('fay', 'receivables')).toMatchObject({
    ok: false,
    said: expect.stringContaining('waits for other'),
  })
})

test('the preparer submits, another approves, and what depended on it becomes ready', async () => {
  expect(await done('sally', 'receipts')).toMatchObject({ ok: false, said: expect.stringContaining("can't find") })
  expect((await done('max', 'receipts')).ok).toBe(false)
  expect(await done('carl', 'receipts')).toMatchObject({ ok: false, said: expect.stringContaining('somebody else') })
  expect(await done('fay', 'receipts')).toMatchObject({ ok: true, data: { after: 'submitted' } })
  expect(await done('fay', 'receipts')).toMatchObject({ ok: false, said: expect.stringContaining('yourself') })
  expect(await world.states(MONTH)).toMatchObject({ receipts: 'submitted', receivables: 'waiting' })
  expect(await done('carl', 'receipts')).toMatchObject({ ok: true, data: { after: 'approved' } })
  expect(await world.states(MONTH)).toMatchObject({ receipts: 'approved', receivables: 'ready' })
  await world.work()
  expect(await world.states(MONTH)).toMatchObject({ receivables: 'approved' })
})

test('a reviewer can’t approve what nobody did, by no way round', async () => {
  const ref = await world.ref(MONTH, 'payroll')
  expect((await ask('carl', `close undone ${ref} to:submitted`)).ok).toBe(false)
  expect(await done('fay', 'payroll')).toMatchObject({ ok: true })
  expect((await ask('fay', `close undone ${ref}`)).ok).toBe(true)
  expect((await ask('carl', `close undone ${ref} to:submitted`)).ok).toBe(false)
  expect(await world.states(MONTH)).toMatchObject({ payroll: 'ready' })
})

test('the database itself keeps a reviewer from being the one who did it', async () => {
  const forged = world.change((tx) =>
    tx.prisma.closeTask.updateMany({ where: { key: 'payroll' }, data: { doneById: staff['carl'] ?? '' } }),
  )
  await expect(forged).rejects.toThrow()
})

test('an approval can be taken back to review, and what waited for it waits again', async () => {
  const ref = await world.ref(MONTH, 'receipts')
  expect(await ask('carl', `close undone ${ref} to:submitted`)).toMatchObject({ ok: true })
  expect(await world.states(MONTH)).toMatchObject({ receipts: 'submitted', receivables: 'approved' })
  expect(await done('carl', 'receipts')).toMatchObject({ ok: true })
})

test('a check reopens its task when the data moves, says why, and keeps every proof', async () => {
  const draft = await world.change(async (tx) => {
    const acme = await createCompany(tx, { name: 'Acme', currency: 'EUR' })
    const lines = [{ description: 'Roof', quantityMilli: 1000n, unitPriceMinor: 100_00n }]
    return await draftInvoice(tx, { companyId: acme.id, draftDate: '2026-10-30', lines })
  })
  await world.work()
  expect(await world.states(MONTH)).toMatchObject({ invoices: 'ready', receivables: 'approved' })
  await world.change((tx) => voidInvoice(tx, draft.id))
  await world.work()
  expect(await world.states(MONTH)).toMatchObject({ invoices: 'approved' })
  const proofs = await world.read(
    ({ sql }) => sql<{ passed: boolean; rows: number }[]>`
      select passed, jsonb_array_length(proof -> 'rows') as rows from check_result
      where check_name = 'no-drafts-in-period' order by at, id`,
  )
  expect([...proofs]).toEqual([
    { passed: true, rows: 0 },
    { passed: false, rows: 1 },
    { passed: true, rows: 0 },
  ])
})

test('open items that leave their control account reopen the receivables, until they tie again', async () => {
  const invoice = await world.change(async (tx) => {
    const acme = await tx.prisma.company.findFirstOrThrow()
    const lines = [{ description: 'Roof', quantityMilli: 1000n, unitPriceMinor: 100_00n }]
    const draft = await draftInvoice(tx, { companyId: acme.id, draftDate: '2026-10-31', lines })
    return await issueInvoice(tx, draft.id, '2026-10-31')
  })
  await world.work()
  expect(await world.states(MONTH)).toMatchObject({ receivables: 'approved' })
  // No command can do this: it stands for a fault of ours, or somebody at the database.
  const tamper = (status: string, openMinor: bigint) =>
    world.change(async (tx) => {
      await tx.prisma.invoice.updateMany({ where: { id: invoice.id }, data: { status, openMinor } })
      await tx.outbox('payment.recorded', {})
    })
  await tamper('part_paid', 5_000n)
  await world.work()
  expect(await world.states(MONTH)).toMatchObject({ receivables: 'ready' })
  const [reason] = await world.read(
    ({ sql }) => sql<{ note: string }[]>`select note from task_event where kind = 'reopened' order by id desc limit 1`,
  )
  expect(reason?.note).toContain('-69.00 EUR')
  await tamper('issued', invoice.totalMinor)
  await world.work()
  expect(await world.states(MONTH)).toMatchObject({ receivables: 'approved' })
})

test('two workers that ask the same check at the same time come to the truth', async () => {
  const checks = (await loadChecks()).filter(({ name }) => name === 'no-drafts-in-period')
  const acme = await world.read(({ sql }) => sql<{ id: string }[]>`select id from company limit 1`)
  for (let round = 0; round < 3; round += 1) {
    const lines = [{ description: 'Roof', quantityMilli: 1000n, unitPriceMinor: 100_00n }]
    const companyId = acme[0]?.id ?? ''
    const running = [runChecks(world.db, world.scope, checks), runChecks(world.db, world.scope, checks)]
    const draft = await world.change((tx) => draftInvoice(tx, { companyId, draftDate: '2026-10-30', lines }))
    running.push(runChecks(world.db, world.scope, checks), runChecks(world.db, world.scope, checks))
    await Promise.all(running)
    expect(await world.states(MONTH)).toMatchObject({ invoices: 'ready' })
    await world.change((tx) => voidInvoice(tx, draft.id))
    await Promise.all([runChecks(world.db, world.scope, checks), runChecks(world.db, world.scope, checks)])
    expect(await world.states(MONTH)).toMatchObject({ invoices: 'approved' })
  }
  await world.work()
})

test('a department sees its own tasks and nothing of the books; sales staff neither', async () => {
  const tokyo = await ask('tokyo', `close status ${MONTH}`)
  expect(tokyo.said).toContain('expenses from the departments')
  expect(tokyo.said).not.toContain('Receivables')
  expect((await ask('tokyo', `close done ${await world.ref(MONTH, 'receipts')}`)).said).toContain("can't find")
  expect(await done('tokyo', 'expenses')).toMatchObject({ ok: true, data: { after: 'submitted' } })
  const sally = await ask('sally', `close status ${MONTH}`)
  expect(sally.said).not.toContain('expenses')
  for (const text of ['report trial-balance', 'report profit-and-loss', 'journal list']) {
    expect((await ask('sally', text)).ok, text).toBe(false)
    expect((await ask('tokyo', text)).ok, text).toBe(false)
  }
})

test('the card in the channel is one message from the first task to the last', async () => {
  const keys = ['payroll', 'expenses', 'accruals', 'sign-off']
  const people: Record<string, string[]> = {
    expenses: ['fay'],
    'sign-off': ['carl', 'ada'],
  }
  for (const key of keys) {
    for (const name of people[key] ?? ['fay', 'carl']) expect(await done(name, key), key).toMatchObject({ ok: true })
    await world.work()
  }
  // Beside it stands its thread, with the day's history.
  const posted = await slack.stored(slack.channels['finance'] ?? '')
  const cards = posted.filter(({ text }) => text?.startsWith('Close of'))
  expect(cards).toHaveLength(1)
  expect(cards[0]?.text).toBe('Close of October 2026: 19 of 19 done')
  const [close] = await world.read(({ sql }) => sql<{ state: string }[]>`select state from close`)
  expect(close?.state).toBe('done')
  // And it says so at once when a signed month is opened again.
  expect(await ask('ada', `close undone ${await world.ref(MONTH, 'sign-off')}`)).toMatchObject({ ok: true })
  await world.work()
  const [again] = await slack.stored(slack.channels['finance'] ?? '')
  expect(again?.text).toBe('Close of October 2026: 18 of 19 done')
  expect(JSON.stringify(again?.blocks)).toMatch(/What holds it up: likely done on \d+ \w+.*Sign off the month/)
})
