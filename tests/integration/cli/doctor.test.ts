import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import doctor from '../../../src/cli/verbs/doctor.js'
import { readConfig } from '../../../src/config.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { saveMailboxStatus } from '../../../src/domain/correspondence/mailbox-store.js'
import { createWorkspace } from '../../../src/domain/people/create-workspace.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { openStore } from '../../../src/open-store.js'
import { healthOf } from '../../../src/web/health.js'
import { freshDatabase } from '../../support/database.js'
import { fileRaw } from '../../support/filed.js'
import { letter } from '../../support/letter.js'
import { newCompany } from '../jobs/job-world.js'
import { memoryTerminal } from './memory-terminal.js'

const home = await mkdtemp(path.join(os.tmpdir(), 'daybook-doctor-'))
afterAll(() => rm(home, { recursive: true }))
const database = await freshDatabase()
const env = { DAYBOOK_HOME: home, DATABASE_URL: database.adminUrl, DAYBOOK_KEY: database.key, LOG_LEVEL: 'silent' }

type Report = { ok: boolean; findings: { check: string; ok: boolean; detail: string }[] }

async function examine(more: Record<string, string> = {}): Promise<{ code: number; report: Report }> {
  const { terminal, said } = memoryTerminal(true)
  const code = await doctor.run({ config: readConfig({ ...env, ...more }), terminal, words: [], options: {} })
  return { code, report: JSON.parse(said.join('')) as Report }
}

const failed = ({ findings }: Report) => findings.filter(({ ok }) => !ok)

test('a sound installation is found sound', async () => {
  const { code, report } = await examine()
  expect(failed(report)).toEqual([])
  expect([code, report.ok]).toEqual([0, true])
})

test('what is not set up yet is a note, and breaks nothing', async () => {
  const { terminal, said } = memoryTerminal()
  expect(await doctor.run({ config: readConfig(env), terminal, words: [], options: {} })).toBe(0)
  const lines = said.join('\n')
  for (const [label, check, detail] of [
    ['ok', 'database', 'answers and is up to date'],
    ['note', 'backup', 'none was made here yet'],
    ['note', 'mail in by SMTP', 'no drop address'],
    ['note', 'address', 'links lead to'],
  ])
    expect(lines).toMatch(new RegExp(`^${label} +${check} .*${detail}`, 'm'))
  const { report } = await examine()
  expect(report.findings.find(({ check }) => check === 'backup')).toMatchObject({ ok: true, note: true })
})

test('a folder without a company, and a database that is behind, are said and left as they are', async () => {
  const nowhere = path.join(home, 'nowhere', 'at all')
  const { terminal, said } = memoryTerminal(true)
  const config = readConfig({ DAYBOOK_HOME: nowhere, LOG_LEVEL: 'silent' })
  expect(await doctor.run({ config, terminal, words: [], options: {} })).toBe(1)
  const [fault, ...more] = failed(JSON.parse(said.join('')) as Report)
  expect(fault?.detail).toContain('There is no company in')
  expect(fault?.detail).not.toContain('DATABASE_URL should look')
  expect(more).toEqual([])
  expect(existsSync(path.join(home, 'nowhere'))).toBe(false)

  const sql = postgres(database.url('daybook_migrator'), { max: 1 })
  const count = async () => (await sql`select count(*)::int as n from _prisma_migrations`)[0]?.['n']
  await sql`set role daybook_owner`
  const [last] = await sql`delete from _prisma_migrations where migration_name =
    (select max(migration_name) from _prisma_migrations) returning *`
  const before = await count()
  expect(failed((await examine()).report)).toMatchObject([
    { check: 'database', detail: expect.stringContaining('1 migration behind: `daybook migrate`') },
  ])
  expect(await count()).toBe(before)
  await sql`insert into _prisma_migrations ${sql(last ?? {})}`
  await sql.end()
})

test('what nobody has done for long is said, with what to start', async () => {
  const store = await openStore(readConfig(env))
  const workspaceId = await createWorkspace(store.db, {
    name: 'Real',
    slug: 'real',
    baseCurrency: 'EUR',
    country: 'DE',
  })
  const jobs = async () => (await examine()).report.findings.find(({ check }) => check === 'jobs')
  expect(await jobs()).toMatchObject({ ok: true, detail: expect.stringContaining('nothing is late') })
  const at = new Date(store.db.clock.now().getTime() - 11 * 60_000)
  const late = { kind: 'close.remind', id: workspaceId, workspace_id: workspaceId, at }
  await store.db.sql`insert into routing.due ${store.db.sql(late)}`
  expect(await jobs()).toMatchObject({ ok: false, detail: expect.stringMatching(/^1 to be done, the oldest since 20/) })
  expect(await healthOf(store.db)).toMatchObject({ healthy: true, waiting: { count: 1 } })
  expect((await healthOf(store.db)).waiting?.seconds).toBeGreaterThan(600)
  await store.db.sql`delete from routing.due where workspace_id = ${workspaceId}`
  await store.close()
})

test('a password that was sealed with another key is named, and the variable that mends it', async () => {
  const store = await openStore(readConfig(env))
  const scope = { workspaceId: await newCompany(store.db), actorId: null, via: 'terminal' as const }
  const lost = readSecretKey(randomBytes(32).toString('base64'))
  const other = { imap: 'imaps://ada:secret@127.0.0.1', smtp: 'smtps://ada:another@127.0.0.1' }
  await expect(addMailbox(store.db, scope, lost, { address: 'ada@us.example', ...other })).rejects.toThrow(
    /one password/,
  )
  await addMailbox(store.db, scope, lost, { address: 'ada@us.example', imap: 'imaps://ada:secret@127.0.0.1' })
  const { code, report } = await examine()
  expect(code).toBe(1)
  expect(failed(report)).toMatchObject([
    { check: 'key', detail: expect.stringMatching(/ada@us\.example.*DAYBOOK_KEY/) },
  ])
  await inWorkspace(store.db, scope, async (tx) => {
    await tx.prisma.mailbox.deleteMany()
    await tx.prisma.secret.deleteMany()
  })
  await store.close()
})

test('a queue and a database that are away are named by their variables', async () => {
  const nowhere = 'postgres://u:hidden@127.0.0.1:1/daybook'
  const { code, report } = await examine({ REDIS_URL: 'redis://:hidden@127.0.0.1:1', DATABASE_URL: nowhere })
  expect(code).toBe(1)
  expect(failed(report)).toMatchObject([
    { check: 'database', detail: expect.stringMatching(/127\.0\.0\.1:1.*DATABASE_URL should look like/) },
    { check: 'queue', detail: expect.stringMatching(/REDIS_URL can't be reached/) },
  ])
  expect(JSON.stringify(report)).not.toContain('hidden')
})

test('each mailbox is a line, with what keeps one from being followed; a server that does not answer is no way out', async () => {
  const store = await openStore(readConfig(env))
  const scope = { workspaceId: await newCompany(store.db), actorId: null, via: 'terminal' as const }
  const box = { imap: 'imaps://x:y@127.0.0.1', smtp: 'smtps://x@127.0.0.1' }
  const id = await addMailbox(store.db, scope, store.secretKey, { address: 'info@us.example', ...box })
  await addMailbox(store.db, scope, store.secretKey, { address: 'jo@us.example', imap: box.imap })
  const findings = async (more = {}) => (await examine(more)).report.findings
  expect(await findings()).toContainEqual({ check: 'mailbox', ok: true, detail: 'jo@us.example new, not synced yet' })
  expect(await findings()).toContainEqual({ check: 'mail out', ok: true, detail: 'by info@us.example' })
  await bulkWorkspace(store.db, scope, (bulk) =>
    saveMailboxStatus(bulk, id, { status: 'failing', error: 'Its password is not accepted.', synced: false }),
  )
  const { code, report } = await examine({ SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'books@us.example' })
  expect(code).toBe(1)
  expect(failed(report)).toMatchObject([
    { check: 'mailbox', detail: expect.stringContaining('Its password is not accepted.') },
    { check: 'mail out', detail: expect.stringMatching(/^SMTP_URL: 127\.0\.0\.1:1 does not let/) },
  ])
  expect(report.findings).toContainEqual({
    check: 'live',
    ok: true,
    note: true,
    detail: expect.stringContaining('daybook go-live'),
  })
  await store.close()
})

test('a mail folder that is not the one mail was kept in is said', async () => {
  const store = await openStore(readConfig(env))
  const scope = { workspaceId: await newCompany(store.db), actorId: null, via: 'terminal' as const }
  const mailboxId = await addMailbox(store.db, scope, store.secretKey, {
    address: 'x@us.example',
    imap: 'imaps://x:y@127.0.0.1',
  })
  const rawDir = path.join(home, 'mail')
  await fileRaw(store.db, scope, { mailboxId, mailFiles: store.mailFiles, live: false }, [
    letter({ id: 'a@x', from: 'ada@acme.com', to: 'x@us.example' }),
  ])
  const folder = async () => (await examine()).report.findings.find(({ check }) => check === 'mail folder')
  expect(await folder()).toMatchObject({ ok: true })
  await rename(rawDir, `${rawDir}.elsewhere`)
  expect(await folder()).toMatchObject({ ok: false, detail: expect.stringContaining('Share that one') })
  await store.close()
})
