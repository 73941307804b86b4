import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, it, vi } from 'vitest'
import keyRotate from '../../src/cli/verbs/key-rotate.js'
import { readConfig } from '../../src/config.js'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.js'
import { inWorkspace } from '../../src/db/in-workspace.js'
import { bulkWorkspace, readWorkspace } from '../../src/db/sql-workspace.js'
import { addMailbox } from '../../src/domain/correspondence/add-mailbox.js'
import { imapAccount } from '../../src/domain/correspondence/mailbox-account.js'
import { listMailboxes } from '../../src/domain/correspondence/mailbox-store.js'
import { defineJob } from '../../src/jobs/define-job.js'
import { openQueue } from '../../src/jobs/queue.js'
import { buildJobs } from '../../src/jobs/registry.js'
import { pokeAfterCommit } from '../../src/jobs/relay.js'
import { startJobs } from '../../src/jobs/start-jobs.js'
import { processExists } from '../../src/lib/process.js'
import { followMailboxes } from '../../src/mail/follow-mailboxes.js'
import { openStore } from '../../src/open-store.js'
import { memoryTerminal } from '../integration/cli/memory-terminal.js'
import { newCompany } from '../integration/jobs/job-world.js'
import { asAdmin } from '../support/database.js'
import { letter } from '../support/letter.js'
import { putMail } from '../support/mail.js'
import { testMailroom } from '../support/mailroom.js'
import { serverHome } from '../support/server-home.js'
import { quietServices } from '../support/services.js'
import { until } from '../support/until.js'

// A server of its own, which nobody else is on.
const home = await serverHome('restart')
const seats = [await startEmbeddedPostgres({ home, durable: false })]
const store = await openStore(readConfig({ DAYBOOK_HOME: home, LOG_LEVEL: 'silent' }))
const { db } = store
pokeAfterCommit(db)
const scope = { workspaceId: await newCompany(db), actorId: null, via: 'terminal' as const }
const room = await testMailroom()
const us = room.freshAddress('jo')
const ends: (() => Promise<void>)[] = [store.close]
async function endAll(): Promise<void> {
  for (const end of ends.splice(0).toReversed()) await end()
}
afterAll(async () => {
  await endAll()
  for (const seat of seats) await seat.stop()
  await rm(home, { recursive: true, force: true })
})

/** As an administrator restarts it, or an update: open transactions are broken off. */
async function restart(): Promise<void> {
  const [row] = await asAdmin(seats[0]?.adminUrl ?? '', (sql) => sql`select current_setting('data_directory') as dir`)
  const pid = Number((await readFile(path.join(String(row?.['dir']), 'postmaster.pid'), 'utf8')).split('\n')[0])
  process.kill(pid, 'SIGINT')
  while (processExists(pid)) await pause(20)
  seats.push(await startEmbeddedPostgres({ home, durable: false }))
}

const count = (table: 'message' | 'outbox', condition = '') =>
  readWorkspace(db, scope, async ({ sql }) => {
    const [row] = await sql.unsafe<{ count: number }[]>(`select count(*)::int as count from ${table} ${condition}`)
    return row?.count ?? 0
  })

const MAILS = 400
const ERRANDS = 60

it('Postgres that restarts under a sync and the outbox costs no mail and no errand, and nobody has to start anything', {
  timeout: 120_000,
}, async () => {
  await putMail(
    room,
    us,
    'INBOX',
    Array.from({ length: MAILS }, (_, n) =>
      letter({ id: `m${n}@x`, from: 'ada@acme.com', to: us, text: 'x'.repeat(300) }),
    ),
  )
  const login = `${encodeURIComponent(us)}:${room.password}`
  await addMailbox(db, scope, store.secretKey, {
    address: us,
    imap: `imap://${login}@${room.imap.host}:${room.imap.port}`,
    visibility: 'full',
    agreed: true,
  })
  const done = new Set<number>()
  const errand = defineJob({
    name: 'errand',
    summary: '',
    on: ['errand'],
    run: async (_context, data) => void done.add(Number(data['n'])),
  })
  const queue = await openQueue(store.queue, db.log)
  ends.push(queue.close)
  ends.push(
    await startJobs({ db, queue, services: quietServices, jobs: buildJobs([errand]), pollMs: 200, staleMs: 2_000 }),
  )
  const stopping = new AbortController()
  const following = followMailboxes(
    { db, key: store.secretKey, mailFiles: store.mailFiles, insecure: false, pollMs: 500 },
    stopping.signal,
  )
  ends.push(async () => {
    stopping.abort()
    await following
  })
  await inWorkspace(db, scope, async (tx) => {
    for (let n = 0; n < ERRANDS; n += 1) await tx.outbox('errand', { n })
  })
  await vi.waitFor(async () => expect(await count('message')).toBeGreaterThan(0), { timeout: 30_000, interval: 5 })
  await restart()
  await until(async () => expect(await count('message')).toBe(MAILS))
  await until(async () => expect(await count('outbox', "where kind = 'errand' and done_at is null")).toBe(0))
  expect(done.size).toBe(ERRANDS)
})

it('a new key opens what the old one sealed, once nobody else is at work with the old', async () => {
  const config = readConfig({ DAYBOOK_HOME: home, LOG_LEVEL: 'silent' })
  const rotate = async () => {
    const { terminal, said } = memoryTerminal(true)
    await keyRotate.run({ config, terminal, words: [], options: {} })
    return JSON.parse(said.join('')) as object
  }
  await expect(rotate()).rejects.toThrow(/Stop `daybook serve`/)
  await endAll()
  const old = await readFile(path.join(home, 'key'), 'utf8')
  expect(await rotate()).toMatchObject({ ok: true, resealed: 1 })
  expect(await readFile(path.join(home, 'key'), 'utf8')).not.toBe(old)
  expect(await readFile(path.join(home, 'key.old'), 'utf8')).toBe(old)
  const again = await openStore(config)
  ends.push(again.close)
  expect(again.secretKey.id).not.toBe(store.secretKey.id)
  const account = await bulkWorkspace(again.db, scope, async (bulk) => {
    const [mailbox] = await listMailboxes(bulk)
    return mailbox && imapAccount(bulk, again.secretKey, mailbox)
  })
  expect(account?.password).toBe(room.password)
})
