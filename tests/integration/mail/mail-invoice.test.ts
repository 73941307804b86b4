import { expect, it } from 'vitest'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import type { SendInvoice } from '../../../src/domain/billing/events.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { sendInvoice } from '../../../src/domain/billing/send-invoice.js'
import { sendStatement } from '../../../src/domain/billing/send-statement.js'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { fileMessages } from '../../../src/domain/correspondence/file-messages.js'
import { listThreadsOf } from '../../../src/domain/correspondence/thread-store.js'
import { randomIds } from '../../../src/lib/ids.js'
import { Redacted } from '../../../src/lib/redacted.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { mailInvoice } from '../../../src/mail/mail-invoice.js'
import { mailStatement } from '../../../src/mail/mail-statement.js'
import { readMessage } from '../../../src/mail/read-message.js'
import type { SendDeps } from '../../../src/mail/sender.js'
import { testBooks } from '../../support/books.js'
import { filingItem } from '../../support/filing.js'
import { testSmtp } from '../../support/smtp.js'
import { TEST_KEY } from '../../support/test-key.js'

const books = await testBooks()

async function confirmedSending(customer: string): Promise<{ invoiceId: string; errand: SendInvoice }> {
  const companyId = await books.customer(customer)
  const lines = [{ description: 'Consulting', unitPriceMinor: 145_00n, quantityMilli: 12_500n }]
  const { id } = await books.change((tx) => draftInvoice(tx, { companyId, lines, draftDate: '2026-11-20' }))
  await books.change((tx) => issueInvoice(tx, id, '2026-11-20'))
  const { mail } = await books.change((tx) =>
    sendInvoice(tx, { invoiceId: id, to: 'ada@acme.com', today: '2026-11-23' }),
  )
  return { invoiceId: id, errand: mail }
}

it('an invoice goes out once with its PDF, and the customer’s answer is filed on it', async () => {
  const smtp = await testSmtp()
  const { db, scope } = books
  const key = readSecretKey(TEST_KEY)
  const deps: SendDeps = { db, key, insecure: false, smtpUrl: new Redacted(smtp.url), mailFrom: 'books@us.example' }
  const { invoiceId: id, errand } = await confirmedSending('Nordwind')

  // The job may run twice; the mail goes once.
  expect(await mailInvoice(deps, scope, errand)).toBe('sent')
  expect(await mailInvoice(deps, scope, errand)).toBe('sent')
  expect(smtp.received).toHaveLength(1)
  const sent = await readMessage(Buffer.from(smtp.received[0] ?? ''), new Date())
  if (!sent.ok) throw new Error(sent.problem)
  expect(sent.value.subject).toContain('INV-2026-0001')
  expect(sent.value.attachments).toMatchObject([{ filename: 'INV-2026-0001.pdf', contentType: 'application/pdf' }])
  expect(sent.value.attachments[0]?.sizeBytes).toBeGreaterThan(2_000)

  const imap = 'imaps://books:x@mail.example'
  const mailbox = await addMailbox(db, scope, key, { address: 'books@us.example', imap, visibility: 'full' })
  const answer = { from: 'ada@acme.com', to: 'books@us.example', subject: 'Thanks', inReplyTo: sent.value.messageKey }
  const item = await filingItem(mailbox, 1, answer)
  await bulkWorkspace(db, scope, (bulk) => fileMessages(bulk, randomIds, [item]))
  expect(await books.read((read) => listThreadsOf(read, { invoiceId: id }, { id: randomIds.next() }, 5))).toMatchObject(
    [{ subject: 'Thanks', evidence: 'it answers the mail that the invoice went with' }],
  )
})

it('who confirmed a mail that nobody can send is told why, and once the server has refused it', async () => {
  const { db, scope } = books
  const { errand } = await confirmedSending('Südwind')
  const said = () =>
    books.read(
      ({ sql }) => sql<{ name: string; said: string }[]>`
        select data->>'name' as name, data->>'said' as said from outbox
         where kind = 'invoice.send-failed' and data->>'occasion' = ${errand.occasion} order by id`,
    )
  const nothing: SendDeps = {
    db,
    key: readSecretKey(TEST_KEY),
    insecure: false,
    smtpUrl: undefined,
    mailFrom: undefined,
  }
  await expect(mailInvoice(nothing, scope, errand)).rejects.toMatchObject({ code: 'refused' })
  expect(await said()).toMatchObject([
    { name: 'INV-2026-0002', said: expect.stringMatching(/mailbox add.*SMTP_URL/) as unknown },
  ])

  const smtp = await testSmtp()
  smtp.next(['refuse'])
  const deps = { ...nothing, smtpUrl: new Redacted(smtp.url), mailFrom: 'books@us.example' }
  await expect(mailInvoice(deps, scope, errand)).rejects.toMatchObject({ code: 'refused' })
  expect((await said()).at(-1)).toMatchObject({ said: expect.stringContaining('ada@acme.com') as unknown })
})

it('a statement of account goes out once, with the account as it is then', async () => {
  const smtp = await testSmtp()
  const { db, scope } = books
  const deps: SendDeps = {
    db,
    key: readSecretKey(TEST_KEY),
    insecure: false,
    smtpUrl: new Redacted(smtp.url),
    mailFrom: 'books@us.example',
  }
  await confirmedSending('Westwind')
  const { id: companyId } = await books.change((tx) =>
    tx.prisma.company.findFirstOrThrow({ where: { name: 'Westwind' } }),
  )
  const days = { from: '2026-01-01', to: '2026-11-23' }
  const { mail } = await books.change((tx) =>
    sendStatement(tx, { companyId, ...days, recipient: 'ap@westwind.example' }),
  )
  expect([await mailStatement(deps, scope, mail), await mailStatement(deps, scope, mail)]).toEqual(['sent', 'sent'])
  expect(smtp.received).toHaveLength(1)
  const sent = await readMessage(Buffer.from(smtp.received[0] ?? ''), new Date())
  if (!sent.ok) throw new Error(sent.problem)
  expect(sent.value.subject).toBe('Statement of account from Lindenhof, 23 Nov 2026')
  expect(sent.value.attachments).toMatchObject([{ filename: 'Statement-2026-11-23.pdf' }])
})
