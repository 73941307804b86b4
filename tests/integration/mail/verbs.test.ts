import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Verb } from '../../../src/cli/define-verb.js'
import mailAudit from '../../../src/cli/verbs/mail-audit.js'
import mailReplay from '../../../src/cli/verbs/mail-replay.js'
import mailSync from '../../../src/cli/verbs/mail-sync.js'
import mailThreads from '../../../src/cli/verbs/mail-threads.js'
import { readConfig } from '../../../src/config.js'
import { findMailboxByAddress, getMailbox } from '../../../src/domain/correspondence/mailbox-store.js'
import { pauseMailbox, removeMailbox, resumeMailbox } from '../../../src/domain/correspondence/rest-mailbox.js'
import { addressKey } from '../../../src/lib/address-key.js'
import { followMailboxes } from '../../../src/mail/follow-mailboxes.js'
import { letter } from '../../support/letter.js'
import { mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { memoryTerminal } from '../cli/memory-terminal.js'

const world = await mailWorld()
const room = await testMailroom()
const company = await world.newCompany()
const [ann, ben, carl] = [room.freshAddress('ann'), room.freshAddress('ben'), room.freshAddress('carl')]
const ids = {
  ann: await company.mailbox(room, ann),
  ben: await company.mailbox({ ...room, password: 'wrong' }, ben),
  carl: await company.mailbox(room, carl),
}
const config = readConfig({
  DATABASE_URL: world.database.adminUrl,
  DAYBOOK_KEY: world.database.key,
  DAYBOOK_HOME: path.dirname(world.rawDir),
  LOG_LEVEL: 'silent',
})
await putMail(room, ann, 'INBOX', [letter({ id: 'a@x', from: 'ada@acme.com', to: ann, subject: 'Renewal' })])
await putMail(room, carl, 'INBOX', [
  'This is not a mail at all.\r\n',
  letter({ id: 'c@x', from: 'eve@acme.com', to: carl }),
])

async function run(verb: Verb, words: string[] = [], json = true) {
  const { terminal, said, warned } = memoryTerminal(json)
  const code = await verb.run({ config, terminal, words, options: {} })
  const answer = (json ? JSON.parse(said.join('')) : {}) as Record<string, unknown> & { mailboxes: Row[] }
  return { code, said, warned, answer }
}
type Row = { mailbox: string; error?: { code: string; message: string } }

it('a mailbox that fails is a row, the others are synced, and the exit code is 1', async () => {
  const { code, answer, warned } = await run(mailSync)
  expect(code).toBe(1)
  expect(answer).toMatchObject({ ok: false })
  expect(answer.mailboxes).toMatchObject([
    { mailbox: ann, stored: 1, failed: 0 },
    { mailbox: ben, error: { code: 'refused', message: expect.stringContaining('does not accept the password') } },
    { mailbox: carl, stored: 1, skipped: 1 },
  ])
  expect(warned.join('\n')).toContain(`${ben}: `)
  expect(await run(mailSync, [carl])).toMatchObject({ code: 0, answer: { ok: true, mailboxes: [{ stored: 0 }] } })
  const words = await run(mailSync, [ann], false)
  expect(words.said).toEqual([`${ann}: 0 stored, 0 known already, 0 skipped, 0 folders failed`])
})

it('an audit says of each mailbox what it found, and is not complete while one could not be asked', async () => {
  const { code, answer } = await run(mailAudit)
  expect(code).toBe(1)
  expect(answer).toMatchObject({ ok: false, complete: false, missing: 0, extra: 0 })
  expect(answer.mailboxes).toMatchObject([
    { mailbox: ann, missing: 0 },
    { error: { code: 'refused' } },
    { mailbox: carl },
  ])
  expect(await run(mailAudit, [ann, carl])).toMatchObject({ code: 0, answer: { ok: true, complete: true } })
  await putMail(room, ann, 'INBOX', [letter({ id: 'late@x', from: 'ada@acme.com', to: ann })])
  expect(await run(mailAudit, [ann])).toMatchObject({ code: 1, answer: { ok: true, complete: false, missing: 1 } })
  const words = await run(mailAudit, [ann], false)
  expect(words.said).toContain('  missing: INBOX UID 2 late@x')
})

it('threads and what was set aside are said in JSON and in words', async () => {
  expect(await run(mailReplay, [carl])).toMatchObject({
    code: 0,
    answer: { ok: true, mailboxes: [{ mailbox: carl, replayed: 0, skipped: 1, withoutBytes: 0 }] },
  })
  const threads = (await run(mailThreads)).answer as unknown as { subject: string; messageIds: string[] }[]
  expect(threads.map(({ messageIds }) => messageIds)).toContainEqual(['a@x'])
  expect((await run(mailThreads, [], false)).said.join('\n')).toContain('Renewal')
})

it('an address that nobody follows is named, with those that are', async () => {
  await expect(run(mailSync, ['nobody@acme.com'])).rejects.toThrow(`nobody@acme.com is not followed. These are: ${ann}`)
})

it('a paused mailbox is fetched by nobody until it goes on; a removed one has no password, and may be added again', async () => {
  const mailbox = (id: string) => company.read((read) => getMailbox(read, id))
  const abort = new AbortController()
  const running = followMailboxes(world.deps, abort.signal)
  onTestFinished(async () => {
    abort.abort()
    await running
  })
  await company.change(async (tx) => pauseMailbox(tx, await mailbox(ids.carl)))
  await expect(company.change(async (tx) => pauseMailbox(tx, await mailbox(ids.carl)))).rejects.toThrow(
    'paused already',
  )
  expect(await run(mailSync, [carl])).toMatchObject({
    code: 1,
    answer: { mailboxes: [{ error: { message: expect.stringContaining('is paused') } }] },
  })
  expect((await mailbox(ids.carl)).status).toBe('paused')
  await company.change(async (tx) => resumeMailbox(tx, await mailbox(ids.carl)))
  expect((await run(mailSync, [carl])).answer.mailboxes).toHaveLength(1)

  await company.change(async (tx) => removeMailbox(tx, await mailbox(ids.ben)))
  expect(await mailbox(ids.ben)).toMatchObject({ status: 'removed', secretId: null, smtpUrl: null })
  await expect(run(mailSync, [ben])).rejects.toThrow('is not followed')
  expect(await company.mailbox(room, ben)).toBe(ids.ben)
  const again = await company.read((read) => findMailboxByAddress(read, addressKey(ben)))
  expect(again).toMatchObject({ status: 'new' })
  expect(again?.secretId).not.toBeNull()
})
