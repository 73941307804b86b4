import { createTransport } from 'nodemailer'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { LoginRole } from '../../../src/db/roles.js'
import { noteWorkspace } from '../../../src/db/sql-workspace.js'
import { renewLease } from '../../../src/domain/correspondence/mailbox-lease.js'
import { getMailbox } from '../../../src/domain/correspondence/mailbox-store.js'
import { handClock } from '../../../src/lib/clock.js'
import { followMailboxes } from '../../../src/mail/follow-mailboxes.js'
import { takeLease, withLease } from '../../../src/mail/hold-lease.js'
import { newHolder } from '../../../src/mail/holder.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { cuttingProxy } from '../../support/cutting-proxy.js'
import { letter } from '../../support/letter.js'
import { type MailCompany, mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { openUntilClosed } from '../../support/open-test-database.js'
import { until } from '../../support/until.js'

const world = await mailWorld()
const room = await testMailroom()

const keys = async (company: MailCompany) => {
  const rows = await company.read(
    ({ sql, scope }) => sql<{ key: string }[]>`
    select message_key as key from message where workspace_id = ${scope.workspaceId} order by 1`,
  )
  return rows.map(({ key }) => key)
}

function follow(more: { noteMs?: number; pollMs?: number } = {}): { stop: () => Promise<void> } {
  const abort = new AbortController()
  const running = followMailboxes({ ...world.deps, ...more }, abort.signal)
  const stop = async () => {
    abort.abort()
    await running
  }
  onTestFinished(stop)
  return { stop }
}

it('sees a mail within seconds of its delivery, one sent from another program soon after, and stops cleanly', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  const mailbox = await company.mailbox(room, us)
  await putMail(room, us, 'INBOX', [letter({ id: 'old@x', from: 'ada@acme.com', to: us })])
  const { stop } = follow()
  await until(async () => expect(await keys(company)).toEqual(['old@x']))

  const smtp = createTransport({ ...room.smtp, secure: false, ignoreTLS: true })
  const raw = letter({ id: 'new@x', from: 'ada@acme.com', to: us, inReplyTo: 'old@x' })
  await smtp.sendMail({ envelope: { from: 'ada@acme.com', to: us }, raw })
  await until(async () => expect(await keys(company)).toEqual(['new@x', 'old@x']))

  await putMail(room, us, 'Sent', [letter({ id: 'sent@x', from: us, to: 'ada@acme.com', inReplyTo: 'new@x' })])
  await until(async () => expect(await keys(company)).toHaveLength(3))

  await stop()
  const summary = await syncMailbox(world.deps, mailbox, { signal: new AbortController().signal })
  expect(summary).toEqual({ stored: 0, skipped: 0, failed: 0, known: 0 })
})

it('sees a mail that came to the inbox while the older folders were still being read', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('kim')
  await company.mailbox(room, us)
  const sent = Array.from({ length: 300 }, (_, n) => letter({ id: `sent${n}@x`, from: us, to: 'ada@acme.com' }))
  await putMail(room, us, 'Sent', sent)
  follow()
  await vi.waitFor(async () => expect((await keys(company)).length).toBeGreaterThan(0), {
    timeout: 60_000,
    interval: 5,
  })
  const smtp = createTransport({ ...room.smtp, secure: false, ignoreTLS: true })
  const raw = letter({ id: 'meanwhile@x', from: 'ada@acme.com', to: us })
  await smtp.sendMail({ envelope: { from: 'ada@acme.com', to: us }, raw })
  await until(async () => expect(await keys(company)).toContain('meanwhile@x'))
})

it('notes again and again that a mailbox is still caught up', async () => {
  const company = await world.newCompany()
  const mailbox = await company.mailbox(room, room.freshAddress('jo'))
  const { stop } = follow({ noteMs: 0, pollMs: 50 })
  const syncedAt = async () => (await company.read((read) => getMailbox(read, mailbox))).lastSyncAt?.getTime() ?? 0
  await until(async () => expect(await syncedAt()).toBeGreaterThan(0))
  const first = await syncedAt()
  await until(async () => expect(await syncedAt()).toBeGreaterThan(first))
  await stop()
})

it('is done by one worker a mailbox', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('bo')
  const mailbox = await company.mailbox(room, us)
  follow()
  follow()
  const lease = () =>
    world.db.sql<{ fence: bigint }[]>`select fence from routing.mailbox_lease where mailbox_id = ${mailbox}`
  await putMail(room, us, 'INBOX', [letter({ id: 'one@x', from: 'ada@acme.com', to: us })])
  await until(async () => expect(await keys(company)).toEqual(['one@x']))
  expect((await lease())[0]?.fence).toBe(1n)
})

it('is not handed on by a machine’s clock that jumps: leases run by the database’s', async () => {
  const company = await world.newCompany()
  const mailbox = await company.mailbox(room, room.freshAddress('cy'))
  const clock = handClock(new Date())
  const db = openUntilClosed(world.database, clock)
  onTestFinished(() => db.close())
  const lease = await takeLease(db, mailbox, 'one/1/a')
  if (!lease) throw new Error('nobody has it, and it was not given')
  for (const days of [400, -800]) {
    clock.advance(days * 86_400_000)
    expect(await takeLease(db, mailbox, 'two/2/b')).toBeNull()
    expect(await renewLease(db, lease)).toBe(true)
  }
})

it('lets a mailbox go when the database falls silent, though what it waits for never comes', async () => {
  const company = await world.newCompany()
  const mailbox = await company.mailbox(room, room.freshAddress('jo'))
  const server = new URL(world.database.url('daybook_app'))
  const proxy = await cuttingProxy({ host: server.hostname, port: Number(server.port) })
  const url = (login: LoginRole) =>
    Object.assign(new URL(world.database.url(login)), { hostname: proxy.host, port: proxy.port }).href
  const db = openUntilClosed({ ...world.database, url }, world.db.clock)
  const lease = await takeLease(db, mailbox, newHolder())
  if (!lease) throw new Error('somebody has the lease')
  const patience = { renewMs: 10, unanswered: 3, graceMs: 50, releaseMs: 50 }
  const asking = async () => {
    proxy.hush()
    await noteWorkspace(db, company.scope, ({ sql }) => sql`select 1`)
  }
  await expect(withLease(db, lease, new AbortController().signal, asking, patience)).rejects.toMatchObject({
    code: 'unavailable',
  })
  proxy.cutAll()
  await db.close()
})
