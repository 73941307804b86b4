import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Tx } from '../../../src/db/in-workspace.js'
import { listTasks } from '../../../src/domain/close/close-store.js'
import { insertEvidence } from '../../../src/domain/close/evidence-store.js'
import { putExcuse } from '../../../src/domain/close/excuse-store.js'
import { putFluxComment } from '../../../src/domain/close/flux-store.js'
import { MONTH_TEMPLATE } from '../../../src/domain/close/month-template.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { setAbsence } from '../../../src/domain/people/set-staff.js'
import { keptFiles } from '../../../src/kept-files.js'
import { onDisk } from '../../../src/mail/files/disk.js'
import { entry } from '../../support/books.js'
import { foundedCompany } from '../../support/company.js'
import { until } from '../../support/until.js'
import { closeWorld } from './close-world.js'

const MONTH = '2026-10'
const world = await closeWorld('2026-11-03T09:00:00Z')
const { staff } = world
const catalog = await loadCatalog()
const folder = await mkdtemp(path.join(os.tmpdir(), 'daybook-evidence-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const kept = keptFiles(onDisk(folder))
const deps = { db: world.db, catalog, kept }

type Answer = { ok: boolean; said: string; undo: string | undefined }

/** Gives a command as this person, with a file or none, confirming what it shows first. */
async function ask(name: string, text: string, file?: { name: string; bytes: Uint8Array }): Promise<Answer> {
  const who = { workspaceId: world.scope.workspaceId, staffId: staff[name] ?? '', via: 'terminal' as const }
  const given = { ...deps, files: { attached: file ? [file] : [] } }
  const first = await dispatch(given, { who, input: { text } })
  const { ok, reply } = first.confirm ? await dispatch(given, { who, input: { action: first.confirm } }) : first
  const undo = reply.actions?.find(({ label }) => label === 'Undo')?.id
  return {
    ok,
    said: JSON.stringify(reply, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    undo,
  }
}
const undo = (name: string, { undo: action }: Answer) =>
  dispatch(deps, {
    who: { workspaceId: world.scope.workspaceId, staffId: staff[name] ?? '', via: 'terminal' },
    input: { action: action ?? '' },
  })
const ref = (key: string) => world.ref(MONTH, key)
const stateOf = async (key: string) => (await world.states(MONTH))[key]

// A task that people do and review, ready from the first day.
await world.change((tx) =>
  tx.prisma.closeTemplateTask.updateMany({
    where: { key: 'recurring' },
    data: { checkName: null, reviewerRole: 'controller' },
  }),
)
await world.openMonth(MONTH)

test('a task goes from start to review, back with a reason, and on to its approval', async () => {
  const task = await ref('payroll')
  expect(await ask('fay', `close start ${task}`)).toMatchObject({ ok: true })
  expect(await ask('fay', `close submit ${task}`)).toMatchObject({ ok: true })
  expect((await ask('fay', `close sendback ${task} it is mine`)).ok).toBe(false)
  expect(await ask('carl', `close sendback ${task} The bonus is missing`)).toMatchObject({ ok: true })
  expect(await stateOf('payroll')).toBe('in_progress')
  expect((await ask('carl', `close approve ${task}`)).said).toContain('review')
  expect((await ask('fay', `close task ${task}`)).said).toContain('The bonus is missing')
  expect(await ask('fay', `close submit ${task}`)).toMatchObject({ ok: true })
  const approved = await ask('carl', `close approve ${task}`)
  expect(approved).toMatchObject({ ok: true })
  expect((await undo('carl', approved)).ok).toBe(true)
  expect(await stateOf('payroll')).toBe('submitted')
  expect(await ask('carl', `close approve ${task}`)).toMatchObject({ ok: true })
  const card = await ask('fay', `close task ${task}`)
  for (const words of ['Carl', 'sent back', 'taken back']) expect(card.said).toContain(words)
})

test('a block says what, who, until when and how much, and one Undo takes all of it back', async () => {
  const task = await ref('accruals')
  const words = 'The bill of the van type:supplier outside:"Autohaus Nord" expected:2026-11-06 risk:12k'
  const blocked = await ask('fay', `close block ${task} ${words}`)
  expect(blocked).toMatchObject({ ok: true })
  const card = (await ask('carl', `close task ${task}`)).said
  for (const part of ['Autohaus Nord', '2026-11-06', '1200000', 'The bill of the van']) expect(card).toContain(part)
  expect((await undo('fay', blocked)).ok).toBe(true)
  expect(await stateOf('accruals')).toBe('waiting')
  expect((await ask('max', `close block ${task} because`)).ok).toBe(false)
  expect(await ask('fay', `close block ${task} ${words}`)).toMatchObject({ ok: true })
  expect(await ask('carl', `close unblock ${task}`)).toMatchObject({ ok: true })
  expect(await stateOf('accruals')).toBe('waiting')
})

test('who reviews a task says that it is not needed, and it is taken up again', async () => {
  const task = await ref('recurring')
  expect((await ask('fay', `close skip ${task} nothing to post`)).ok).toBe(false)
  const skipped = await ask('carl', `close skip ${task} Nothing recurs any more`)
  expect(skipped).toMatchObject({ ok: true })
  expect(await stateOf('recurring')).toBe('not_applicable')
  expect(await ask('carl', `close undone ${task}`)).toMatchObject({ ok: true })
  expect(await stateOf('recurring')).toBe('ready')
})

test('a task changes hands, never into the hands of its own reviewer', async () => {
  const task = await ref('recurring')
  expect((await ask('fay', `close reassign ${task} to:carl@lindenhof.test`)).ok).toBe(false)
  const moved = await ask('carl', `close reassign ${task} to:ada@lindenhof.test`)
  expect(moved).toMatchObject({ ok: true })
  expect((await ask('fay', `close submit ${task}`)).ok).toBe(false)
  expect((await undo('carl', moved)).ok).toBe(true)
  expect(await ask('fay', `close start ${task}`)).toMatchObject({ ok: true })
})

test('while the owner is away their delegate does the task, and still another approves it', async () => {
  await world.change((tx) =>
    setAbsence(tx, staff['fay'] ?? '', { from: '2026-11-02', until: '2026-11-09', delegateId: staff['ada'] ?? '' }),
  )
  const task = await ref('recurring')
  expect((await ask('ada', 'close calendar')).said).toContain(task)
  expect(await ask('ada', `close submit ${task}`)).toMatchObject({ ok: true })
  expect((await ask('ada', `close approve ${task}`)).ok).toBe(false)
  expect(await ask('carl', `close approve ${task}`)).toMatchObject({ ok: true })
  await world.change((tx) => setAbsence(tx, staff['fay'] ?? '', { from: null, until: null, delegateId: null }))
})

test('what the template wants proved is done with evidence only, which stays once it is approved', async () => {
  const task = await ref('receipts')
  await world.change((tx) => tx.prisma.closeTask.updateMany({ where: { ref: task }, data: { evidenceRequired: true } }))
  expect((await ask('fay', `close submit ${task}`)).said).toContain('needs something that proves it')
  const bytes = new TextEncoder().encode('statement')
  const added = await ask('fay', `close evidence ${task}`, { name: 'statement.pdf', bytes })
  expect(added, added.said).toMatchObject({ ok: true })
  expect((await ask('fay', `close evidence ${task}`, { name: 'again.pdf', bytes })).ok).toBe(false)
  expect((await undo('fay', added)).ok).toBe(true)
  expect((await ask('fay', `close submit ${task}`)).ok).toBe(false)
  expect(await ask('fay', `close evidence ${task}`, { name: 'statement.pdf', bytes })).toMatchObject({ ok: true })
  expect(await ask('fay', `close evidence ${task} link:https://bank.example/october`)).toMatchObject({ ok: true })
  expect((await ask('fay', `close evidence ${task} link:javascript:alert(1)`)).ok).toBe(false)
  expect(await ask('fay', `close submit ${task}`)).toMatchObject({ ok: true })
  expect((await ask('fay', `close evidence-off ${task} which:1`)).said).toContain('reviewer')
  expect(await ask('carl', `close approve ${task}`)).toMatchObject({ ok: true })
  expect((await ask('carl', `close evidence-off ${task} which:1`)).said).toContain('finished')
  const forged = world.change((tx) => tx.prisma.evidence.updateMany({ data: { title: 'another' } }))
  await expect(forged).rejects.toThrow()
  await expect(world.change((tx) => tx.prisma.evidence.deleteMany({}))).rejects.toThrow()
})

test('of a sign-off and a removal of its evidence at the same moment the later one is refused, whichever it is', async () => {
  const task = await world.change((tx) => tx.prisma.closeTask.findFirstOrThrow({ where: { key: 'accruals' } }))
  const set = (state: string) =>
    world.change((tx) =>
      tx.prisma.closeTask.updateMany({ where: { id: task.id }, data: { state, evidenceRequired: true } }),
    )
  await set('ready')
  const id = await world.change((tx) =>
    insertEvidence(tx, task.id, { kind: 'link', title: 'x', url: 'https://bank.example/x' }),
  )
  const remove = (tx: Tx) => tx.prisma.evidence.updateMany({ where: { id }, data: { removedAt: tx.now } })
  const submit = (tx: Tx) => tx.prisma.closeTask.updateMany({ where: { id: task.id }, data: { state: 'submitted' } })
  const waits = () =>
    until(async () => {
      const [row] = await world.read(
        ({ sql }) => sql<{ count: number }[]>`
          select count(*)::int as count from pg_locks l join pg_stat_activity a using (pid)
          where not l.granted and a.datname = current_database()`,
      )
      expect(row?.count).toBeGreaterThan(0)
    })
  /** The second begins while the first has not committed, and waits for it. */
  const race = async (first: (tx: Tx) => Promise<unknown>, second: (tx: Tx) => Promise<unknown>) => {
    let late: Promise<unknown> = Promise.resolve()
    await world.change(async (tx) => {
      await first(tx)
      late = world.change(second).then(
        () => 'done',
        (error: unknown) => String(error),
      )
      await waits()
    })
    return late
  }
  expect(await race(submit, remove)).toContain('is with its reviewer')
  await set('ready')
  expect(await race(remove, submit)).toContain('needs something that proves it first')
  const after = await world.change((tx) => tx.prisma.closeTask.findFirstOrThrow({ where: { id: task.id } }))
  expect(after.state).toBe('ready')
  await world.change((tx) =>
    tx.prisma.closeTask.updateMany({ where: { id: task.id }, data: { state: task.state, evidenceRequired: false } }),
  )
})

test('the database refuses an approval without its second person, its reason or its evidence', async () => {
  const change = (key: string, data: object) =>
    world.change((tx) => tx.prisma.closeTask.updateMany({ where: { key }, data }))
  const carl = staff['carl'] ?? ''
  for (const data of [
    { state: 'approved', doneById: carl, approvedById: carl },
    { state: 'approved', doneById: carl, approvedById: carl, selfApproved: true },
    { state: 'approved', doneById: carl },
    { state: 'blocked' },
    { state: 'blocked', blockedType: 'boredom', reason: 'x' },
    { state: 'not_applicable' },
    { blockedMinor: 5n, blockedCurrency: 'EUR' },
  ])
    await expect(change('accruals', data), Object.keys(data).join()).rejects.toThrow()
  await expect(change('payroll', { state: 'submitted', evidenceRequired: true })).rejects.toThrow()
})

test('a company of one person approves its own work, and that is marked', async () => {
  const alone = await foundedCompany([{ name: 'ida', roles: ['admin', 'finance', 'controller'] }])
  const who = { workspaceId: alone.scope.workspaceId, staffId: alone.staff['ida'] ?? '', via: 'terminal' as const }
  const give = async (text: string) => {
    const first = await dispatch({ db: alone.db, catalog }, { who, input: { text } })
    return first.confirm ? dispatch({ db: alone.db, catalog }, { who, input: { action: first.confirm } }) : first
  }
  expect((await give(`close open ${MONTH}`)).ok).toBe(true)
  const [task] = await alone.read(({ sql }) => sql<{ ref: string }[]>`select ref from close_task where key = 'payroll'`)
  expect((await give(`close submit ${task?.ref ?? ''}`)).ok).toBe(true)
  const rows = await alone.read(
    ({ sql }) => sql<{ state: string; self: boolean }[]>`
      select state, self_approved as self from close_task where key = 'payroll'`,
  )
  expect([...rows]).toEqual([{ state: 'approved', self: true }])
  expect(MONTH_TEMPLATE.tasks.some(({ reviewerRole }) => reviewerRole !== null)).toBe(true)
  // Whatever else she approved alone in the month stands in its binder as well.
  expect((await give('close lock 2026-09 hard:yes')).ok).toBe(true)
  const asked = await give('close reopen 2026-09 reason:Late')
  const [approval = ''] = /[A-Z]+-\d+/.exec(JSON.stringify(asked.reply)) ?? []
  const approved = await give(`approval approve ${approval}`)
  expect(approved.ok, JSON.stringify([asked.reply, approved.reply.headline])).toBe(true)
  expect((await give('close open 2026-11')).ok).toBe(true)
  const { files = [] } = (await give('close binder 2026-11')).reply
  const csv = new TextDecoder().decode(unzipSync(files[1]?.bytes ?? new Uint8Array())['self-approvals.csv'])
  expect(csv).toMatch(new RegExp(`${approval},reopen-period,.*2026-09.*,Ida,2026-11-02`))
})

test('the binder holds sign-offs, exceptions, checks, evidence and figures, and proves itself whole', async () => {
  const who = (name: string) => ({
    workspaceId: world.scope.workspaceId,
    staffId: staff[name] ?? '',
    via: 'terminal' as const,
  })
  const text = `close binder ${MONTH}`
  expect((await dispatch(deps, { who: who('tokyo'), input: { text } })).ok).toBe(false)
  expect((await dispatch(deps, { who: who('max'), input: { text } })).ok).toBe(false)
  await world.work()
  const [task] = await world.read((read) => listTasks(read, { month: MONTH }))
  const said = { reason: 'Signed on the last evening', byId: staff['carl'] ?? '', selfExcused: false }
  await world.change((tx) => putExcuse(tx, { taskId: task?.id ?? '', rowKey: 'DEAL-12', stoodAt: '10.00', ...said }))
  const move = { closeId: task?.closeId ?? '', code: '6310', movementMinor: 5_000_00n, byId: staff['carl'] ?? '' }
  await world.change((tx) => putFluxComment(tx, { ...move, text: 'The new office' }))
  world.clock.set(new Date(world.clock.now().getTime() + 60_000))
  await world.change(async (tx) =>
    postEntries(tx, [
      await entry(tx, '2026-10-31', 'After all was signed', { '1800': '5000.00', '4400': '-5000.00' }),
      await entry(tx, '2026-10-31', 'Bonus of Max', { '6020': '700.00', '1800': '-700.00' }),
    ]),
  )
  const { ok, reply } = await dispatch(deps, { who: who('carl'), input: { text } })
  expect(ok, reply.headline).toBe(true)
  const [pdf, zip] = reply.files ?? []
  expect(new TextDecoder().decode(pdf?.bytes.slice(0, 5))).toBe('%PDF-')
  const entries = unzipSync(zip?.bytes ?? new Uint8Array())
  const read = (name: string) => new TextDecoder().decode(entries[name])
  const sums = read('SHA256SUMS')
    .trim()
    .split('\n')
    .map((line) => line.split('  '))
  const listed = new Set(sums.map(([, name]) => name))
  expect(listed).toEqual(new Set(Object.keys(entries).filter((name) => name !== 'SHA256SUMS')))
  for (const [hash, name = ''] of sums)
    expect(
      createHash('sha256')
        .update(entries[name] ?? new Uint8Array())
        .digest('hex'),
      name,
    ).toBe(hash)
  // Who did it and who approved it, each with the instant.
  expect(read('sign-offs.csv')).toMatch(/TASK-2610-1,.*,Fay,2026-11-03T[^,]*,Carl,2026-11-03T/)
  expect(Object.keys(entries).some((name) => /^evidence\/.*statement\.pdf$/.test(name))).toBe(true)
  expect(read('history.csv')).toContain('sent back')
  expect(read('excuses.csv')).toMatch(/DEAL-12.*Signed on the last evening.*Carl/)
  expect(read('large-moves.csv')).toMatch(/6310.*The new office.*said at 5,000.00 EUR, moved since/)
  expect(read('large-moves.csv')).toMatch(/4400.*nobody said why/)
  expect(read('later-changes.csv')).toContain('After all was signed')
  // Payroll is there, and neither whose nor how much.
  expect(read('later-changes.csv')).toContain(',restricted,')
  expect(read('later-changes.csv')).not.toMatch(/Bonus|700/)
})

test('an archive can be told to be the one that was made, and a file that was lost is named in it', async () => {
  const who = { workspaceId: world.scope.workspaceId, staffId: staff['carl'] ?? '', via: 'terminal' as const }
  const bind = async (given: typeof deps) =>
    (await dispatch(given, { who, input: { text: `close binder ${MONTH}` } })).reply
  const whole = await bind(deps)
  expect(whole.data).toMatchObject({ missing: [] })
  const { zipSha256 } = whole.data as { zipSha256: string }
  const told = async (hash: string) =>
    JSON.parse((await ask('carl', `close binder ${MONTH} sha256:${hash}`)).said) as object
  expect(await told(zipSha256)).toMatchObject({
    headline: expect.stringContaining('by Carl'),
    data: { madeHere: true },
  })
  expect(await told(zipSha256.replace(/^./, (first) => (first === '0' ? '1' : '0')))).toMatchObject({
    data: { madeHere: false },
  })
  expect((await ask('carl', `close binder ${MONTH} sha256:abc`)).ok).toBe(false)
  const lost = await bind({ ...deps, kept: { ...kept, get: async () => null } })
  expect(lost.text).toMatch(/^No longer kept, and so not in it: TASK-2610-1 statement.pdf/)
  const entries = unzipSync(lost.files?.[1]?.bytes ?? new Uint8Array())
  expect(new TextDecoder().decode(entries['evidence.csv'])).toMatch(/statement.pdf.*MISSING/)
  expect(Object.keys(entries).some((name) => name.startsWith('evidence/'))).toBe(false)
})
