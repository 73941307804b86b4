import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { testMailroom } from '../../support/mailroom.js'

async function inboxOf(address: string): Promise<string[]> {
  const { imap, password } = await testMailroom()
  const client = new ImapFlow({ ...imap, secure: false, auth: { user: address, pass: password }, logger: false })
  await client.connect()
  await client.mailboxOpen('INBOX')
  const subjects: string[] = []
  for await (const { envelope } of client.fetch('1:*', { envelope: true })) subjects.push(envelope?.subject ?? '')
  await client.logout()
  return subjects
}

test('mail for any address lies in its mailbox once SMTP has said 250, whatever tag and case it was written with', async () => {
  const room = await testMailroom()
  const staff = room.freshAddress('sales')
  const customer = room.freshAddress('o-brien')
  const tagged = customer.replace('@', '+orders@').toUpperCase()
  const transport = createTransport({ ...room.smtp, secure: false })
  await transport.sendMail({ from: customer, to: [staff, tagged], subject: 'Renewal', text: 'Hello' })
  expect(await inboxOf(staff)).toEqual(['Renewal'])
  expect(await inboxOf(customer)).toEqual(['Renewal'])
})

test('a wrong password opens nothing', async () => {
  const room = await testMailroom()
  const auth = { user: room.freshAddress('sales'), pass: 'guess' }
  const client = new ImapFlow({ ...room.imap, secure: false, auth, logger: false })
  await expect(client.connect()).rejects.toMatchObject({ authenticationFailed: true })
})
