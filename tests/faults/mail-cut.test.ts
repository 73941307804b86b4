import { expect, it, onTestFinished } from 'vitest'
import { listPartition } from '../../src/domain/correspondence/thread-store.js'
import { auditMailbox } from '../../src/mail/audit-mailbox.js'
import { followMailboxes } from '../../src/mail/follow-mailboxes.js'
import { syncMailbox } from '../../src/mail/sync-mailbox.js'
import { cuttingProxy } from '../support/cutting-proxy.js'
import { letter } from '../support/letter.js'
import { mailWorld, putMail } from '../support/mail.js'
import { testMailroom } from '../support/mailroom.js'
import { until } from '../support/until.js'

const MAILS = 300

const world = await mailWorld()
const room = await testMailroom()

it('a line that breaks at any byte of a fetch costs no mail and doubles none', async () => {
  const us = room.freshAddress('jo')
  const mails = Array.from({ length: MAILS }, (_, n) =>
    letter({
      id: `m${n}@x`,
      from: `p${n % 9}@acme.com`,
      to: us,
      text: 'x'.repeat(500),
      ...(n > 49 ? { inReplyTo: `m${n - 50}@x` } : {}),
    }),
  )
  await putMail(room, us, 'INBOX', mails)
  const company = await world.newCompany()
  let isCalm = false
  // Sooner or later: in the greeting, the log-in, a list of sizes, the middle of a mail; at last the line holds.
  const imap = await cuttingProxy(room.imap, (n) =>
    n < 8 && !isCalm ? Math.random() * 60_000 * (n + 1) : Number.POSITIVE_INFINITY,
  )
  const mailbox = await company.mailbox({ ...room, imap }, us)
  const sync = () => syncMailbox(world.deps, mailbox, { signal: new AbortController().signal })
  await until(sync)
  isCalm = true
  expect(imap.count()).toBeGreaterThan(1)
  const threads = await company.read(listPartition)
  expect(threads).toHaveLength(50)
  expect(threads.flatMap(({ messageIds }) => messageIds)).toHaveLength(MAILS)
  expect(await sync()).toEqual({ stored: 0, skipped: 0, failed: 0, known: 0 })
  const { signal } = new AbortController()
  expect(await auditMailbox(world.deps, company.scope, mailbox, signal)).toMatchObject({ missing: 0, extra: 0 })
})

it('a line that breaks while nothing happens is made again, and the next mail comes in', async () => {
  const us = room.freshAddress('bo')
  const company = await world.newCompany()
  const imap = await cuttingProxy(room.imap)
  await company.mailbox({ ...room, imap }, us)
  const stop = new AbortController()
  const following = followMailboxes(world.deps, stop.signal)
  onTestFinished(async () => {
    stop.abort()
    await following
  })
  const count = async () => (await company.read(listPartition)).length
  await putMail(room, us, 'INBOX', [letter({ id: '1@x', from: 'a@b.com', to: us })])
  await until(async () => expect(await count()).toBe(1))
  imap.cutAll()
  await putMail(room, us, 'INBOX', [letter({ id: '2@x', from: 'a@b.com', to: us })])
  await until(async () => expect(await count()).toBe(2))
  expect(imap.count()).toBeGreaterThan(1)
})
