import { expect, it } from 'vitest'
import { getMailbox } from '../../../src/domain/correspondence/mailbox-store.js'
import { shareMailbox } from '../../../src/domain/correspondence/share-mailbox.js'
import { auditMailbox } from '../../../src/mail/audit-mailbox.js'
import { fetchBodies } from '../../../src/mail/fetch-bodies.js'
import { onDisk } from '../../../src/mail/files/disk.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { letter } from '../../support/letter.js'
import { mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'

const world = await mailWorld()
const room = await testMailroom()
const { signal } = new AbortController()
/** A folder below a file can't be made, by nobody. */
const withoutDisk = { ...world.deps, mailFiles: onDisk('/dev/null/raw') }

it('a mailbox is not blamed for a disk of ours that can’t be written', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  const mailbox = await company.mailbox(room, us)
  await putMail(room, us, 'INBOX', [letter({ id: 'disk@x', from: 'ada@acme.com', to: us })])
  await expect(syncMailbox(withoutDisk, mailbox, { signal })).rejects.toMatchObject({ code: 'unavailable' })
  const { lastError } = await company.read((read) => getMailbox(read, mailbox))
  expect(lastError).toBe("The disk that keeps raw mail can't be used (ENOTDIR). The sync goes on by itself.")
  expect(await syncMailbox(world.deps, mailbox, { signal })).toMatchObject({ stored: 1, failed: 0 })
})

it('nor is its server, for the texts that were to be fetched: these come when the disk is back', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  await company.staff(us, 'Jo Lind')
  const mailbox = await company.mailbox(room, us, 'full', { agreed: false })
  await putMail(room, us, 'INBOX', [letter({ id: 'text@x', from: 'who@far.example', to: us, text: 'Far.' })])
  await syncMailbox(world.deps, mailbox, { signal })
  await company.change((tx) => shareMailbox(tx, mailbox, 'subject'))
  await expect(fetchBodies(withoutDisk, company.scope, mailbox)).rejects.toMatchObject({
    code: 'unavailable',
    userMessage: "The disk that keeps raw mail can't be used (ENOTDIR). The texts of mail are fetched later.",
  })
  await fetchBodies(world.deps, company.scope, mailbox)
  const texts = await company.read(({ sql }) => sql`select text from message`)
  expect([...texts]).toEqual([{ text: 'Far.\n' }])
})

it('nor for a fault of ours in the middle of an audit', async () => {
  const company = await world.newCompany()
  const mailbox = await company.mailbox(room, room.freshAddress('jo'))
  const fault = new TypeError('It is not a function')
  const folders = () => Promise.reject(fault)
  await expect(auditMailbox(world.deps, company.scope, mailbox, signal, { folders })).rejects.toMatchObject({
    code: 'internal',
    cause: fault,
  })
})
