import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, expect, it, vi } from 'vitest'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.js'
import { demoCompany } from '../../src/demo/company.js'
import { DEMO_SEED } from '../../src/demo/load-demo.js'
import { DEMO_DAY, launchDemoProcess, loadedDemoHome, startDemoProcess } from '../support/demo.js'
import { until } from '../support/until.js'

/** What the mailboxes hold is known without any run: the demo is a pure function of its seed and day. */
const { mails } = demoCompany(DEMO_SEED, DEMO_DAY)

const home = await loadedDemoHome('service-kill')
afterAll(() => rm(home, { recursive: true, force: true }))

it('a service that is killed in its first mail sync has every mail once after the next start', {
  timeout: 600_000,
}, async () => {
  const killed = launchDemoProcess(home)
  await vi.waitFor(
    async () => expect(await readFile(path.join(home, 'demo.json'), 'utf8')).toContain('"mailLoaded": true'),
    {
      timeout: 600_000,
      interval: 100,
    },
  )
  const server = await startEmbeddedPostgres({ home })
  const sql = postgres(server.adminUrl.replace(/\/postgres$/, '/daybook'), { max: 1 })
  const stored = async () => (await sql<{ n: number }[]>`select count(*)::int as n from message`)[0]?.n ?? 0
  await vi.waitFor(async () => expect(await stored()).toBeGreaterThan(0), { timeout: 60_000, interval: 1 })
  await killed.kill()
  expect(await stored(), 'killed in the middle').toBeLessThan(mails.length)

  const demo = await startDemoProcess(home)
  try {
    await until(async () => expect(await stored()).toBeGreaterThanOrEqual(mails.length))
    await until(async () => {
      const open = await sql`select kind from outbox where kind like 'mail.%' and done_at is null`
      expect(open).toHaveLength(0)
    })
    expect(await placesOf(sql)).toEqual(
      mails.map((mail) => `${bare(mail.messageId)} ${mail.mailbox} ${mail.folder}`).toSorted(),
    )
    expect(await threadsOf(sql)).toEqual(expectedThreads())
  } finally {
    await sql.end()
    await demo.stop()
    await server.stop()
  }
})

const bare = (messageId: string) => messageId.slice(1, -1)

/** Every copy of every message, with where it lies. */
async function placesOf(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ place: string }[]>`
    select m.message_key || ' ' || b.address || ' ' || l.folder as place
      from message m join message_location l on l.message_id = m.id join mailbox b on b.id = l.mailbox_id`
  return rows.map(({ place }) => place).toSorted()
}

/** Which messages stand together; every message in exactly one thread. */
async function threadsOf(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ keys: string[] }[]>`select array_agg(message_key) as keys from message group by thread_id`
  return rows.map(({ keys }) => keys.toSorted().join(' ')).toSorted()
}

/** A mail that answers nothing begins a thread. */
function expectedThreads(): string[] {
  const threads = new Map<string, string[]>()
  for (const mail of mails) {
    const first = mail.references[0] ?? mail.messageId
    threads.set(first, [...(threads.get(first) ?? []), bare(mail.messageId)])
  }
  return [...threads.values()].map((keys) => keys.toSorted().join(' ')).toSorted()
}
