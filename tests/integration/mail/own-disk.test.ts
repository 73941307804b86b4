import { expect, it } from 'vitest'
import { getMailbox } from '../../../src/domain/correspondence/mailbox-store.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { letter } from '../../support/letter.js'
import { mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'

const world = await mailWorld()
const room = await testMailroom()
const { signal } = new AbortController()

it('a mailbox is not blamed for a disk of ours that can’t be written', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  const mailbox = await company.mailbox(room, us)
  await putMail(room, us, 'INBOX', [letter({ id: 'disk@x', from: 'ada@acme.com', to: us })])
  // A folder below a file can't be made, by nobody.
  const deps = { ...world.deps, rawDir: '/dev/null/raw' }
  await expect(syncMailbox(deps, mailbox, { signal })).rejects.toMatchObject({ code: 'unavailable' })
  const { lastError } = await company.read((read) => getMailbox(read, mailbox))
  expect(lastError).toBe("The disk that keeps raw mail can't be used (ENOTDIR). The sync goes on by itself.")
  expect(await syncMailbox(world.deps, mailbox, { signal })).toMatchObject({ stored: 1, failed: 0 })
})
