import { expect, it } from 'vitest'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { sendInvoice } from '../../../src/domain/billing/send-invoice.js'
import { listThreadsOf } from '../../../src/domain/correspondence/thread-store.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { deliverMail } from '../../../src/mail/deliver-mail.js'
import { readMessage } from '../../../src/mail/read-message.js'
import { chooseSender } from '../../../src/mail/sender.js'
import { runErrands } from '../../support/errands.js'
import { letter } from '../../support/letter.js'
import { mailDesk, sendingBy } from '../../support/mail-desk.js'
import { testSmtp } from '../../support/smtp.js'

const desk = await mailDesk([{ name: 'fay', roles: ['finance'] }])
const books = await desk.mailbox('books@lindenhof.test')

const read = async (raw: string | undefined) => {
  const mail = await readMessage(Buffer.from(raw ?? ''), new Date())
  if (!mail.ok) throw new Error(mail.problem)
  return mail.value
}

it('an answer is filed on its invoice though every reference is lost', async () => {
  const smtp = await testSmtp()
  const invoiceId = await desk.change(async (tx) => {
    const { id: companyId } = await createCompany(tx, { name: 'Nordwind', currency: 'EUR' })
    const lines = [{ description: 'Work', unitPriceMinor: 100_00n }]
    const { id } = await draftInvoice(tx, { companyId, lines, draftDate: '2026-11-20' })
    await issueInvoice(tx, id, '2026-11-20')
    await sendInvoice(tx, { invoiceId: id, to: 'ada@nordwind.test', today: '2026-11-23' })
    return id
  }, 'fay')
  await runErrands(desk.db, desk.scope, sendingBy(desk, smtp.url), { kinds: /invoice.send/ })
  const sent = await read(smtp.received[0])
  const replyTo = sent.participants.find(({ role }) => role === 'reply-to')?.address ?? ''
  expect(replyTo).toMatch(/^books\+r[a-z2-7]{42}@lindenhof\.test$/)
  expect(sent.references).toEqual([sent.messageKey])

  const answer = (id: string, to: string) =>
    letter({ id, from: 'new.person@elsewhere.test', to, subject: 'Question', text: 'Why so much?' })
  const forged = replyTo.replace(/r(.)/, (_, letter: string) => `r${letter === 'a' ? 'b' : 'a'}`)
  await desk.arrive(books, [
    answer('a1@e', replyTo.toUpperCase().replace('LINDENHOF.TEST', 'lindenhof.test')),
    answer('a2@e', forged),
  ])
  await desk.work()
  const asker = { id: desk.staff['fay'] ?? '' }
  expect(await desk.read((scope) => listThreadsOf(scope, { invoiceId }, asker, 5))).toMatchObject([
    { subject: 'Question', evidence: 'it is written to the reply address of the mail that the invoice went with' },
  ])
})

it('at most five automatic mails go to an address in two hours; the sixth waits and goes then', async () => {
  const smtp = await testSmtp()
  const services = sendingBy(desk, smtp.url)
  const deps = { ...services, db: desk.db, insecure: false }
  const sender = await chooseSender(deps, desk.scope, null)
  const send = (n: number, recipient = 'ada@nordwind.test') =>
    deliverMail(deps, desk.scope, {
      occasion: `digest:${n}`,
      recipient,
      sender,
      content: { subject: 'Digest', text: 'Figures.' },
      about: {},
      automatic: true,
    })
  for (const n of [1, 2, 3, 4, 5]) expect(await send(n)).toBe('sent')
  await expect(send(6)).rejects.toMatchObject({ code: 'limited' })
  expect(await send(6, 'other@nordwind.test')).toBe('sent')
  expect(await send(3)).toBe('sent')
  expect(smtp.received).toHaveLength(6)
  expect(smtp.received[0]).toMatch(/^Auto-Submitted: auto-generated$/m)
  desk.clock.advance(2 * 60 * 60_000 + 1)
  expect(await send(6)).toBe('sent')

  for (const recipient of [
    'noreply@nordwind.test',
    'MAILER-DAEMON@nordwind.test',
    'list-request@nordwind.test',
    'books@lindenhof.test',
  ])
    await expect(send(7, recipient)).rejects.toMatchObject({ code: 'refused' })
  expect(smtp.received).toHaveLength(7)
})
