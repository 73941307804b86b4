import { expect, test, vi } from 'vitest'
import type { MailboxList, MailList, MailMessage, MailSent } from '../../../src/sandbox/page-api.js'
import { testMailroom } from '../../support/mailroom.js'
import { until } from '../../support/until.js'
import { follow, json, testSandbox } from './support.js'

async function room() {
  const servers = await testMailroom()
  const sales = servers.freshAddress('sales')
  const customer = servers.freshAddress('rosa')
  const { imap, smtp, password } = servers
  const sandbox = await testSandbox({
    mail: {
      imap,
      smtp,
      mailboxes: [
        { address: sales, password, label: 'Sales' },
        { address: customer, password, label: 'Rosa', kind: 'outside' },
      ],
    },
  })
  const get = <T>(route: string, query: Record<string, string | number>) => {
    const pairs = Object.entries(query).map(([key, value]) => [key, String(value)])
    return json<T>(`${sandbox.url}/sandbox/api/mail/${route}?${new URLSearchParams(pairs)}`)
  }
  const arrived = (count: number) =>
    until(async () => {
      const { messages } = await get<MailList>('messages', { mailbox: sales })
      if (messages.length < count) throw new Error(`${messages.length} have arrived`)
      return messages
    })
  return { sandbox, sales, customer, get, arrived }
}

test('an outside customer writes, and the mail is in the mailbox with what was attached', async () => {
  const { sandbox, sales, customer, get, arrived } = await room()
  const sent = await sandbox.page<MailSent>('mail/send', {
    from: { name: 'Rosa Díaz', address: customer },
    to: sales,
    subject: 'Your offer – über 3 %',
    text: 'Dear all,\n\nyes.',
    attachments: [{ filename: 'order.csv', contentType: 'text/csv', base64: Buffer.from('a,b').toString('base64') }],
  })
  const [listed] = await arrived(1)
  expect(listed).toMatchObject({
    messageId: sent.messageId,
    from: { name: 'Rosa Díaz', address: customer },
    subject: 'Your offer – über 3 %',
    seen: false,
    hasAttachments: true,
  })
  const message = await get<MailMessage>('message', { mailbox: sales, uid: listed?.uid ?? 0 })
  expect(message).toMatchObject({
    text: 'Dear all,\n\nyes.',
    attachments: [{ part: 0, filename: 'order.csv', size: 3 }],
  })
  const attachment = await fetch(`${sandbox.url}${message.attachments[0]?.url}`)
  expect(await attachment.text()).toBe('a,b')
  expect(await arrived(1)).toMatchObject([{ seen: false }])
})

test('an answer carries its thread', async () => {
  const { sandbox, sales, customer, get, arrived } = await room()
  const write = (more: object) =>
    sandbox.page<MailSent>('mail/send', {
      from: { name: 'Rosa', address: customer },
      to: sales,
      subject: 'Hi',
      text: 'x',
      ...more,
    })
  const first = await write({})
  await write({ subject: 'Re: Hi', inReplyTo: first.messageId, references: [first.messageId] })
  const [newest] = await arrived(2)
  expect(newest?.subject).toBe('Re: Hi')
  const message = await get<MailMessage>('message', { mailbox: sales, uid: newest?.uid ?? 0 })
  expect(message).toMatchObject({ inReplyTo: first.messageId, references: [first.messageId] })
})

test('mailboxes with their counts; a page hears of new mail', async () => {
  const { sandbox, sales, customer } = await room()
  const list = () => json<MailboxList>(`${sandbox.url}/sandbox/api/mail/mailboxes`)
  expect((await list()).mailboxes).toMatchObject([
    { address: sales, kind: 'company', total: 0 },
    { address: customer, kind: 'outside', total: 0 },
  ])
  const changes = await follow(sandbox, sandbox.ada)
  const mail = { from: { name: 'Rosa', address: customer }, to: sales, subject: 'Hi', text: 'x' }
  await vi.waitFor(
    async () => {
      await sandbox.page('mail/send', mail)
      expect(changes).toContainEqual({ type: 'mailbox', address: sales })
    },
    { timeout: 60_000, interval: 500 },
  )
  expect((await list()).mailboxes[0]?.unseen).toBeGreaterThan(0)
})

test('nobody writes as the company, and a server that is away is said to be', async () => {
  const { sandbox, sales } = await room()
  const mail = { from: { name: 'X', address: sales.toUpperCase() }, to: sales, subject: 'Hi', text: 'x' }
  expect(await sandbox.page('mail/send', mail)).toMatchObject({ error: 'not_outside' })
  const away = await testSandbox({
    mail: {
      imap: { host: '127.0.0.1', port: 1 },
      smtp: { host: '127.0.0.1', port: 1 },
      mailboxes: [{ address: sales, password: 'x', label: 'Sales' }],
    },
  })
  const { mailboxes } = await json<MailboxList>(`${away.url}/sandbox/api/mail/mailboxes`)
  expect(mailboxes).toMatchObject([{ address: sales, total: null, unseen: null }])
  expect(await json(`${away.url}/sandbox/api/mail/messages?mailbox=${sales}`)).toMatchObject({
    error: 'mail_unavailable',
  })
})
