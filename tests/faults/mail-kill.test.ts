import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { endSilent } from '../../src/db/end-silent.js'
import { addPeopleFromMail, type MailPerson } from '../../src/domain/correspondence/contacts-from-mail.js'
import { createContact } from '../../src/domain/crm/create-contact.js'
import { auditMailbox } from '../../src/mail/audit-mailbox.js'
import { syncMailbox } from '../../src/mail/sync-mailbox.js'
import { childScript } from '../support/child-script.js'
import { letter } from '../support/letter.js'
import { asMailProgram, type MailCompany, mailWorld } from '../support/mail.js'
import { testMailroom } from '../support/mailroom.js'
import { TEST_KEY } from '../support/test-key.js'

const MAILS = 600
const KILLS = 20
/** Within this a child is killed after it began: a sync of all takes several times as long. */
const LATEST_KILL_MS = 450
/** More than what a worker needs that wakes up to see that its mailbox is another one's. */
const LONGEST_AWAKE_MS = 60_000

const world = await mailWorld()
const room = await testMailroom()
const { signal } = new AbortController()
const script = await childScript(path.join(import.meta.dirname, 'sync-child.ts'))

it('a sync that is killed at twenty points ends with what an undisturbed one has, and the audit is clean', {
  timeout: 600_000,
}, async () => {
  const us = room.freshAddress('jo')
  await fill(us)
  const calm = await company(us)
  await syncMailbox(world.deps, calm.mailbox, { signal })
  await finishErrands(calm.company)
  const undisturbed = await everythingOf(calm.company)
  expect(undisturbed.messages).toHaveLength(MAILS)
  for (let kills = 0; kills < KILLS; ) {
    const tried = await company(us)
    // One that is done before it is killed is compared, and the next company begins.
    while (kills < KILLS && (await killedSync(tried.mailbox, Math.random() * LATEST_KILL_MS))) kills += 1
    await syncMailbox(world.deps, tried.mailbox, { signal })
    await finishErrands(tried.company)
    expect(await everythingOf(tried.company)).toEqual(undisturbed)
    expect(await auditMailbox(world.deps, tried.company.scope, tried.mailbox, signal)).toMatchObject({
      missing: 0,
      extra: 0,
    })
  }
})

it('a worker that slept longer than its lease writes nothing when it wakes up', { timeout: 600_000 }, async () => {
  const us = room.freshAddress('bo')
  await fill(us)
  const { company: made, mailbox } = await company(us)
  const sleeper = startChild(mailbox, 'ignore')
  await sleeper.ready
  await vi.waitFor(async () => expect((await everythingOf(made)).messages.length).toBeGreaterThan(0), {
    timeout: 60_000,
    interval: 10,
  })
  sleeper.child.kill('SIGSTOP')
  // What the service does with a transaction whose process is silent for a minute, after three seconds.
  const minute = setInterval(() => void endSilent(world.db.sql, 3_000), 500)
  // Nobody renews it, so in half a minute it would be free.
  await world.db.sql`update routing.mailbox_lease set until = '-infinity' where mailbox_id = ${mailbox}`
  await syncMailbox(world.deps, mailbox, { signal }).finally(() => clearInterval(minute))
  await finishErrands(made)
  const before = await everythingOf(made)
  expect(before.messages).toHaveLength(MAILS)
  sleeper.child.kill('SIGCONT')
  // Whether it ends by itself, and how soon, is another matter: here it must not write.
  await Promise.race([sleeper.closed, sleep(LONGEST_AWAKE_MS)])
  sleeper.child.kill('SIGKILL')
  await sleeper.closed
  expect(await everythingOf(made)).toEqual(before)
  expect(await auditMailbox(world.deps, made.scope, mailbox, signal)).toMatchObject({ missing: 0, extra: 0 })
})

/** Two hundred conversations that refer to each other in every way, a third of them ours. */
async function fill(us: string): Promise<void> {
  await asMailProgram(room, us, async (client) => {
    for (let n = 0; n < MAILS; n++) {
      const them = `Person ${n % 37} <p${n % 37}@c${n % 11}.com>`
      const ours = n % 3 === 0
      const raw = letter({
        id: `m${n}@x`,
        from: ours ? us : them,
        to: ours ? them : us,
        subject: `Topic ${n % 200}`,
        date: new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toUTCString(),
        ...(n >= 200 ? { inReplyTo: `m${n - 200}@x` } : {}),
        ...(n % 7 === 0 ? { references: [`ghost${n % 200}@x`] } : {}),
      })
      await client.append(ours ? 'Sent' : 'INBOX', Buffer.from(raw))
    }
  })
}

async function company(us: string): Promise<{ company: MailCompany; mailbox: string }> {
  const made = await world.newCompany()
  await made.staff(us, 'Jo Lind')
  await made.change((tx) => createContact(tx, { name: 'Person 5', addresses: ['p5@c5.com', 'p5@c2.com'] }))
  return { company: made, mailbox: await made.mailbox(room, us) }
}

function startChild(mailbox: string, stderr: 'inherit' | 'ignore' = 'inherit') {
  const { database, deps } = world
  const args = [database.url('daybook_app'), database.url('daybook_reader'), TEST_KEY, deps.rawDir, mailbox]
  const child = spawn(process.execPath, [...script, ...args], { stdio: ['ignore', 'pipe', stderr] })
  const closed = once(child, 'close')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const ready = lines.next().then(({ value }) => expect(value).toBe('ready'))
  const done = ready.then(() => lines.next()).then(({ value }) => value === 'done')
  return { child, ready, done, closed }
}

/** True when it was killed at work; false when it was done by then. */
async function killedSync(mailbox: string, afterMs: number): Promise<boolean> {
  const { child, ready, done, closed } = startChild(mailbox)
  await ready
  const early = await Promise.race([done, sleep(afterMs, false)])
  child.kill('SIGKILL')
  await closed
  return !early
}

/** What the service's job does for wishes that a killed sync left in the outbox. */
async function finishErrands(made: MailCompany): Promise<void> {
  const rows = await made.read(
    ({ sql, scope }) => sql<{ id: string; data: { people: MailPerson[] } }[]>`
    select id, data from outbox where workspace_id = ${scope.workspaceId} and kind = 'mail.people' and done_at is null order by id`,
  )
  for (const { id, data } of rows) await addPeopleFromMail(world.db, made.scope, { people: data.people, outboxId: id })
}

/** Everything that filing makes, by names instead of ids. */
const everythingOf = (made: MailCompany) =>
  made.read(async ({ sql, scope }) => {
    const ws = scope.workspaceId
    const plain = <T>(rows: readonly T[]): T[] => [...rows]
    return {
      messages: plain(
        await sql`
        select message_key, subject, sent_at, direction, class, text, reply, content_hash, other_content_hashes,
               (select array_agg(role || ' ' || address order by role, address) from participant p where p.message_id = m.id) as people,
               (select array_agg(array_to_string(reference_keys, ' ') || ' / ' || array_to_string(reply_keys, ' ') order by r.id)
                  from message_ref r where r.message_id = m.id) as refs,
               (select array_agg(folder || ' ' || uid order by folder, uid) from message_location l where l.message_id = m.id) as places
          from message m where workspace_id = ${ws} order by message_key`,
      ),
      threads: plain(
        await sql`
        select t.subject, t.message_count, t.first_at, t.last_at, array_agg(m.message_key order by m.message_key) as keys
          from thread t join message m on m.thread_id = t.id where t.workspace_id = ${ws} group by t.workspace_id, t.id order by 5`,
      ),
      nodes: plain(await sql`select message_key from thread_node where workspace_id = ${ws} order by 1`),
      contacts: plain(
        await sql`
        select c.name, c.last_contacted_at, array_agg(a.address_key order by a.address_key) as addresses
          from contact c join contact_address a on a.contact_id = c.id where c.workspace_id = ${ws} group by c.workspace_id, c.id order by 3`,
      ),
      links: plain(
        await sql`
        select distinct (select min(message_key) from message m where m.thread_id = l.thread_id) as thread, c.name
          from thread_link l join contact c on c.id = l.contact_id where l.workspace_id = ${ws} order by 1, 2`,
      ),
      cursors: plain(
        await sql`select path, last_uid, backfill_uid from folder_cursor where workspace_id = ${ws} order by 1`,
      ),
      skipped: plain(await sql`select uid from skipped_message where workspace_id = ${ws}`),
    }
  })
