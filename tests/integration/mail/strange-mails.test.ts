import { expect, it } from 'vitest'
import { getThread } from '../../../src/domain/correspondence/thread-store.js'
import { auditMailbox } from '../../../src/mail/audit-mailbox.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { asMailProgram, mailWorld } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { STRANGE_MAILS } from '../../support/strange-mails.js'

const world = await mailWorld()
const room = await testMailroom()
const { signal } = new AbortController()

it('every strange mail is stored whole, at a possible time, and can be shown; the audit misses none', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  const jo = await company.staff(us, 'Jo Lind')
  const mailbox = await company.mailbox(room, us)
  await asMailProgram(room, us, async (client) => {
    for (const { bytes } of STRANGE_MAILS) await client.append('INBOX', bytes)
  })
  const { stored, known, skipped, failed } = await syncMailbox(world.deps, mailbox, { signal })
  expect({ stored: stored + known, skipped, failed }).toEqual({ stored: STRANGE_MAILS.length, skipped: 0, failed: 0 })
  expect(known).toBe(0)
  expect(await auditMailbox(world.deps, company.scope, mailbox, signal)).toMatchObject({ missing: 0, extra: 0 })

  const rows = await company.read(
    ({ sql, scope }) => sql<{ threadId: string; sentAt: Date }[]>`
      select thread_id as "threadId", sent_at as "sentAt" from message where workspace_id = ${scope.workspaceId}`,
  )
  for (const { sentAt } of rows) {
    expect(sentAt.getTime()).toBeGreaterThan(Date.UTC(2026, 10, 1))
    expect(sentAt.getTime()).toBeLessThan(Date.now() + 86_400_000)
  }
  for (const { threadId } of rows) await company.read((read) => getThread(read, threadId, { id: jo }))
  const words = await company.read(
    ({ sql, scope }) => sql<{ all: string }[]>`
      select string_agg(subject || text || reply || coalesce(from_name, ''), ' ') as all
        from message where workspace_id = ${scope.workspaceId}`,
  )
  expect(words[0]?.all).not.toContain('\ufffd')
})

it('and is the same the second time, from any folder', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  const mailbox = await company.mailbox(room, us)
  await asMailProgram(room, us, async (client) => {
    await client.mailboxCreate('Copies')
    for (const { bytes } of STRANGE_MAILS) for (const folder of ['INBOX', 'Copies']) await client.append(folder, bytes)
  })
  const summary = await syncMailbox(world.deps, mailbox, { signal })
  expect(summary).toEqual({ stored: STRANGE_MAILS.length, known: STRANGE_MAILS.length, skipped: 0, failed: 0 })
})
