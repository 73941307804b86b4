import { expect, it } from 'vitest'
import { countMails, listProgress } from '../../../src/domain/correspondence/mailbox-store.js'
import { fileLetters } from '../../support/filing.js'
import { mailWorld } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'

const world = await mailWorld()
const room = await testMailroom()

it('how far mailboxes are is known without a look at their mails, which is asked every minute; these are counted apart', async () => {
  const company = await world.newCompany()
  const mailbox = await company.mailbox(room, 'jo@us.example')
  await fileLetters(company, mailbox, [{ id: 'a@x', from: 'ada@acme.com', to: 'jo@us.example' }])
  expect(await company.read((read) => countMails(read, mailbox))).toBe(1)
  await world.admin`revoke select on message_location from daybook_app, daybook_reader`
  expect(await company.read(listProgress)).toMatchObject([{ mailboxId: mailbox, skipped: 0 }])
  await expect(company.read((read) => countMails(read, mailbox))).rejects.toThrow()
})
