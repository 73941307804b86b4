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
import { readRaw } from '../../src/mail/files/mail-files.js'
import { syncMailbox } from '../../src/mail/sync-mailbox.js'
import { childScript } from '../support/child-script.js'
import { letter } from '../support/letter.js'
import { asMailProgram, type MailCompany, mailWorld, putMail } from '../support/mail.js'
import { testMailroom } from '../support/mailroom.js'
import { TEST_KEY } from '../support/test-key.js'
import { until } from '../support/until.js'

const MAILS = 600
const KILLS = 20
/** Of them at least so many fall between the first commit and the last. */
const AMID = 5
/** Of a sync that finds flags changed, mails gone, moved and new, and a folder that began anew. */
const KILLS_OF_CHANGES = 6
/** Within this a child is killed after it began, or after it stored something: a sync of all takes several times as long. */
const LATEST_KILL_MS = 450
/** Every third is killed after it stored something: on a busy machine none of the others comes so far. */
const EACH_AFTER_STORING = 3
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
  await expectRawOf(calm.company, us)
  let amid = 0
  for (let kills = 0; kills < KILLS; ) {
    const tried = await company(us)
    // One that is done before it is killed is compared, and the next company begins.
    const first = (at: number) => (at % EACH_AFTER_STORING === 0 ? storedMore(tried.company) : undefined)
    while (kills < KILLS && (await killedSync(tried.mailbox, Math.random() * LATEST_KILL_MS, first(kills)))) {
      kills += 1
      const stored = await countOf(tried.company)
      if (stored > 0 && stored < MAILS) amid += 1
    }
    await syncMailbox(world.deps, tried.mailbox, { signal })
    await finishErrands(tried.company)
    expect(await everythingOf(tried.company)).toEqual(undisturbed)
    expect(await auditMailbox(world.deps, tried.company.scope, tried.mailbox, signal)).toMatchObject({
      missing: 0,
      extra: 0,
    })
    await expectRawOf(tried.company, us)
  }
  expect(amid).toBeGreaterThanOrEqual(AMID)
})

it('a sync of what changed that is killed ends with what an undisturbed one has: flags, mails gone and moved, a folder anew', {
  timeout: 600_000,
}, async () => {
  const us = room.freshAddress('cy')
  await fill(us)
  await asMailProgram(room, us, (client) => client.mailboxCreate('Clients'))
  await putMail(room, us, 'Clients', clients(1, 60))
  const [calm, tried] = [await company(us), await company(us)]
  for (const { mailbox } of [calm, tried]) await syncMailbox(world.deps, mailbox, { signal })
  await asMailProgram(room, us, async (client) => {
    await client.mailboxDelete('Clients')
    await client.mailboxCreate('Clients')
    await client.mailboxOpen('INBOX')
    await client.messageFlagsAdd('1:100', ['\\Seen', '\\Flagged'])
    await client.messageMove('101:150', 'Archive').catch(async () => {
      await client.mailboxCreate('Archive')
      await client.messageMove('101:150', 'Archive')
    })
    await client.messageDelete('151:200')
  })
  await putMail(room, us, 'Clients', clients(31, 90).reverse())
  await syncMailbox(world.deps, calm.mailbox, { signal })
  for (let kills = 0; kills < KILLS_OF_CHANGES; kills += 1)
    if (!(await killedSync(tried.mailbox, Math.random() * LATEST_KILL_MS))) break
  await syncMailbox(world.deps, tried.mailbox, { signal })
  for (const made of [calm, tried]) await finishErrands(made.company)
  const [undisturbed, disturbed] = [await everythingOf(calm.company), await everythingOf(tried.company)]
  expect(undisturbed.messages).toHaveLength(MAILS + 90)
  expect(disturbed).toEqual(undisturbed)
  expect(await auditMailbox(world.deps, tried.company.scope, tried.mailbox, signal)).toMatchObject({
    missing: 0,
    extra: 0,
  })
})

it('a worker that slept longer than its lease writes nothing when it wakes up', { timeout: 600_000 }, async () => {
  const us = room.freshAddress('bo')
  await fill(us)
  const { company: made, mailbox } = await company(us)
  const sleeper = startChild(mailbox, 'ignore')
  await sleeper.ready
  await until(async () => expect((await everythingOf(made)).messages.length).toBeGreaterThan(0))
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
  const ended = await Promise.race([sleeper.closed.then(() => true), sleep(LONGEST_AWAKE_MS, false)])
  sleeper.child.kill('SIGKILL')
  expect(ended).toBe(true) // by itself: no connection that nobody closes holds it up
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
        ...(n % 10 === 0 ? withFile(n) : {}),
      })
      await client.append(ours ? 'Sent' : 'INBOX', Buffer.from(raw))
    }
  })
}

const withFile = (n: number) => ({
  headers: { 'Content-Type': 'multipart/mixed; boundary="b"' },
  text: `--b\nContent-Type: text/html\n\n<p>Words <b>number ${n}</b></p>\n--b\nContent-Type: application/pdf; name="n${n}.pdf"\nContent-Disposition: attachment\n\n%PDF ${n}\n--b--`,
})

const clients = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, n) =>
    letter({ id: `client${from + n}@x`, from: `p${n % 7}@c1.com`, to: 'jo@x.example', subject: `Client ${from + n}` }),
  )

/** Every mail can be read from where its row says, and is what the server has. */
async function expectRawOf(made: MailCompany, us: string): Promise<void> {
  const rows = await made.read(
    ({ sql, scope }) => sql<{ key: string; file: string; offset: bigint; length: number }[]>`
      select message_key as key, pack_file as file, pack_offset as offset, pack_length as length
        from message where workspace_id = ${scope.workspaceId}`,
  )
  const kept = new Map<string, string>()
  for (const { key, offset, ...place } of rows) {
    const raw = await readRaw(world.deps.mailFiles, made.scope.workspaceId, { ...place, offset: Number(offset) })
    kept.set(key, raw.toString('latin1'))
  }
  const served = new Map<string, string>()
  await asMailProgram(room, us, async (client) => {
    for (const folder of ['INBOX', 'Sent']) {
      await client.mailboxOpen(folder, { readOnly: true })
      for await (const { source } of client.fetch('1:*', { source: true })) {
        const raw = source?.toString('latin1') ?? ''
        served.set(/^Message-ID: <(.*)>/im.exec(raw)?.[1] ?? '', raw)
      }
    }
  })
  expect(kept).toEqual(served)
}

async function company(us: string): Promise<{ company: MailCompany; mailbox: string }> {
  const made = await world.newCompany()
  await made.staff(us, 'Jo Lind')
  await made.change((tx) => createContact(tx, { name: 'Person 5', addresses: ['p5@c5.com', 'p5@c2.com'] }))
  return { company: made, mailbox: await made.mailbox(room, us) }
}

function startChild(mailbox: string, stderr: 'inherit' | 'ignore' = 'inherit') {
  const { database } = world
  const args = [database.url('daybook_app'), database.url('daybook_reader'), TEST_KEY, world.rawDir, mailbox]
  const child = spawn(process.execPath, [...script, ...args], { stdio: ['ignore', 'pipe', stderr] })
  const closed = once(child, 'close')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const ready = lines.next().then(({ value }) => expect(value).toBe('ready'))
  const done = ready.then(() => lines.next()).then(({ value }) => value === 'done')
  return { child, ready, done, closed }
}

const countOf = async (made: MailCompany): Promise<number> => {
  const [row] = await made.read(
    ({ sql, scope }) => sql<{ count: number }[]>`
      select count(*)::int as count from message where workspace_id = ${scope.workspaceId}`,
  )
  return row?.count ?? 0
}

/** Resolves once the company has more mails than now. */
async function storedMore(made: MailCompany): Promise<void> {
  const before = await countOf(made)
  await vi.waitFor(async () => expect(await countOf(made)).toBeGreaterThan(before), { timeout: 60_000, interval: 5 })
}

/** True when it was killed at work, `afterMs` after it was ready and `first` came; false when it was done by then. */
async function killedSync(
  mailbox: string,
  afterMs: number,
  first: Promise<void> = Promise.resolve(),
): Promise<boolean> {
  const { child, ready, done, closed } = startChild(mailbox)
  await ready
  const due = first.then(() => sleep(afterMs, false))
  due.catch(() => undefined) // nothing more to store: it is done by then
  const early = await Promise.race([done, due])
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
               (select array_agg(format('%s %s %s %s', folder, uid, flags, gone_at is not null) order by folder, uid_validity, uid)
                  from message_location l where l.message_id = m.id) as places, body_stored,
               (select array_agg(format('%s %s %s', filename, content_type, size_bytes) order by a.part_path)
                  from attachment a where a.message_id = m.id) as files
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
        select distinct (select min(message_key) from message m where m.thread_id = l.thread_id) as thread, c.name,
               l.evidence, l.company_id is not null as of_company, l.deal_id is not null as of_deal
          from thread_link l left join contact c on c.id = l.contact_id where l.workspace_id = ${ws} order by 1, 2, 3, 4`,
      ),
      cursors: plain(
        await sql`select path, last_uid, backfill_uid from folder_cursor where workspace_id = ${ws} order by 1`,
      ),
      mailbox: plain(await sql`select status, last_error from mailbox where workspace_id = ${ws}`),
      words: plain(
        await world.admin`
        select (select min(message_key) from message m where m.workspace_id = d.workspace_id and m.thread_id = d.record_id) as thread,
               (select string_agg(w.lexeme, ' ' order by w.lexeme) from unnest(d.tsv) w) as words
          from search.doc d where d.workspace_id = ${ws} and d.kind = 'thread' order by 1`,
      ),
      skipped: plain(await sql`select uid from skipped_message where workspace_id = ${ws}`),
    }
  })
