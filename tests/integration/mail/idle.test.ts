import { createTransport } from 'nodemailer'
import { expect, it, onTestFinished } from 'vitest'
import { getMailbox } from '../../../src/domain/correspondence/mailbox-store.js'
import { listPartition } from '../../../src/domain/correspondence/thread-store.js'
import { followMailboxes } from '../../../src/mail/follow-mailboxes.js'
import { letter } from '../../support/letter.js'
import { mailWorld } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { overheard } from '../../support/overheard.js'
import { until } from '../../support/until.js'

const world = await mailWorld()
const room = await testMailroom()

it('a server that ends each connection as soon as it is watched is tried less and less often, and people see that', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  const line = await overheard(room.imap, { endsAt: 'S: idling' })
  const mailbox = await company.mailbox({ ...room, imap: line }, us)
  const stop = new AbortController()
  const following = followMailboxes(world.deps, stop.signal)
  const status = async () => (await company.read((read) => getMailbox(read, mailbox))).status
  await until(async () => expect(await status()).toBe('failing'))
  stop.abort()
  await following
  expect(line.heard.filter((said) => said === 'S: idling').length).toBeGreaterThan(1)
})

it('a new mail comes in by IDLE: the server says that it is there, and it is fetched with nothing asked in between', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  const line = await overheard(room.imap)
  await company.mailbox({ ...room, imap: line }, us)
  const stop = new AbortController()
  // The next poll would be in an hour: what comes in within this test was not polled for.
  const following = followMailboxes({ ...world.deps, pollMs: 3_600_000 }, stop.signal)
  onTestFinished(async () => {
    stop.abort()
    await following
  })
  const smtp = createTransport({ ...room.smtp, secure: false, ignoreTLS: true })
  const count = async () => (await company.read(listPartition)).length
  for (const n of [1, 2, 3]) {
    await until(() => expect(line.heard.at(-1)).toBe('S: idling'))
    const before = line.heard.length
    await smtp.sendMail({
      envelope: { from: 'ada@acme.com', to: us },
      raw: letter({ id: `idle${n}@x`, from: 'ada@acme.com', to: us }),
    })
    await until(async () => expect(await count()).toBe(n))
    const said = line.heard.slice(before)
    const fetched = said.findIndex((each) => each.endsWith('FETCH'))
    expect(said[0]).toBe(`S: ${n} EXISTS`)
    expect(said[1]).toBe('C: DONE')
    expect(said.slice(0, fetched)).not.toContain('C: STATUS')
    expect(said.slice(0, fetched)).not.toContain('C: LIST')
  }
})
