import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { listDeliveries } from '../../../src/domain/correspondence/delivery-list-store.js'
import { claimMail, findDelivery, settleUncertain } from '../../../src/domain/correspondence/mail-delivery.js'
import { Redacted } from '../../../src/lib/redacted.js'
import { deliverMail, type MailToDeliver } from '../../../src/mail/deliver-mail.js'
import { newHolder } from '../../../src/mail/holder.js'
import { readMessage } from '../../../src/mail/read-message.js'
import { chooseSender, type SendDeps } from '../../../src/mail/sender.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { letter } from '../../support/letter.js'
import { asMailProgram, type MailCompany, mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { testSmtp } from '../../support/smtp.js'

const world = await mailWorld()
const room = await testMailroom()

async function setting(content: Partial<MailToDeliver['content']> = {}) {
  const company = await world.newCompany()
  const smtp = await testSmtp()
  const { db, key } = world.deps
  const deps: SendDeps = { db, key, insecure: false, smtpUrl: new Redacted(smtp.url), mailFrom: 'books@us.example' }
  const mail = async (): Promise<MailToDeliver> => ({
    occasion: 'invoice-mail:1:first',
    recipient: 'ada@acme.com',
    sender: await chooseSender(deps, company.scope, null),
    content: { subject: 'Invoice 1', text: 'Dear Ada,\n\n1 < 2.\n', ...content },
    about: { invoiceId: '1' },
  })
  const deliver = async (planned?: MailToDeliver) => deliverMail(deps, company.scope, planned ?? (await mail()))
  return { company, smtp, deliver, mail }
}

const deliveryOf = async (company: MailCompany) => {
  const [row] = await company.read(
    ({ sql, scope }) => sql<{ state: string; messageKey: string }[]>`
    select state, message_key as "messageKey" from delivery where workspace_id = ${scope.workspaceId}`,
  )
  return row
}

const errands = (company: MailCompany, kind: string) =>
  company.read(async ({ sql, scope }) => [
    ...(await sql<{ data: unknown }[]>`
      select data from outbox where workspace_id = ${scope.workspaceId} and kind = ${kind}`),
  ])
const questions = (company: MailCompany) => errands(company, 'delivery.uncertain')

/** No process has so high a number (Linux: 2^22). */
const GONE = newHolder().replace(/\/\d+\//, '/4194305/')

describe('a mail', () => {
  it('goes out once for its occasion, with text, HTML and the Message-ID of its delivery', async () => {
    const { company, smtp, deliver } = await setting()
    expect([await deliver(), await deliver(), await deliver()]).toEqual(['sent', 'sent', 'sent'])
    expect(smtp.received).toHaveLength(1)
    const read = await readMessage(Buffer.from(smtp.received[0] ?? ''), new Date())
    expect(read).toMatchObject({
      ok: true,
      value: { subject: 'Invoice 1', text: expect.stringContaining('1 < 2.') as unknown },
    })
    expect(read).toMatchObject({ value: { messageKey: (await deliveryOf(company))?.messageKey } })
    expect(smtp.received[0]).toContain('1 &lt; 2.')
  })

  it('is tried again after a 4xx and goes out once', async () => {
    const { smtp, deliver } = await setting()
    smtp.next(['later'])
    await expect(deliver()).rejects.toMatchObject({ code: 'unavailable' })
    expect([await deliver(), await deliver()]).toEqual(['sent', 'sent'])
    expect(smtp.received).toHaveLength(1)
  })

  it('is not tried again after a 5xx', async () => {
    const { smtp, deliver } = await setting()
    smtp.next(['refuse'])
    await expect(deliver()).rejects.toMatchObject({
      code: 'refused',
      userMessage: expect.stringContaining('No such person') as unknown,
    })
    expect(await deliver()).toBe('failed')
    expect(smtp.received).toHaveLength(0)
  })

  it('is refused when its server knows only those whom it is copied to: its owner hears of it, and nothing goes again', async () => {
    const { company, smtp, deliver } = await setting({ cc: ['bo@acme.com'] })
    smtp.strangers.add('ada@acme.com')
    await expect(deliver()).rejects.toMatchObject({
      code: 'refused',
      userMessage: expect.stringContaining('No ada@acme.com here') as unknown,
    })
    expect(await deliver()).toBe('failed')
    expect(smtp.received).toHaveLength(1)
    expect(await errands(company, 'delivery.failed')).toHaveLength(1)
  })

  it('is sent when its server knows all but one of those whom it is copied to, and its owner hears who has none', async () => {
    const { company, smtp, deliver } = await setting({ cc: ['bo@acme.com', 'cy@acme.com'] })
    smtp.strangers.add('bo@acme.com')
    expect([await deliver(), await deliver()]).toEqual(['sent', 'sent'])
    expect(await errands(company, 'delivery.copies')).toMatchObject([{ data: { notTo: ['bo@acme.com'] } }])
    expect(await errands(company, 'delivery.failed')).toEqual([])
  })

  it('is uncertain when the line breaks after its text: never sent twice, its owner asked once', async () => {
    const { company, smtp, deliver } = await setting()
    smtp.next(['cut'])
    expect([await deliver(), await deliver(), await deliver()]).toEqual(['uncertain', 'uncertain', 'uncertain'])
    expect(smtp.received).toHaveLength(1)
    expect(await questions(company)).toHaveLength(1)
  })

  it('goes again to a colleague when its answer was lost and nobody found it: told twice rather than not at all', async () => {
    const { company, smtp, deliver, mail } = await setting()
    await company.staff('ben@us.example', 'Ben')
    const planned = { ...(await mail()), occasion: 'staff-invited:1', recipient: 'ben@us.example' }
    smtp.next(['cut'])
    await expect(deliver(planned)).rejects.toMatchObject({ code: 'unavailable' })
    expect([await deliver(planned), await deliver(planned)]).toEqual(['sent', 'sent'])
    expect(smtp.received).toHaveLength(2)
    expect(await questions(company)).toHaveLength(0)
  })

  it('goes to a colleague three times at most where each answer is lost, and somebody is told that it may have come', async () => {
    const { company, smtp, deliver, mail } = await setting()
    const id = await company.staff('ben@us.example', 'Ben')
    const about = { ownerId: id }
    const planned = { ...(await mail()), occasion: 'staff-invited:2', recipient: 'ben@us.example', about }
    smtp.next(['cut', 'cut', 'cut', 'cut', 'cut'])
    for (let n = 0; n < 3; n += 1) await expect(deliver(planned)).rejects.toMatchObject({ code: 'unavailable' })
    expect([await deliver(planned), await deliver(planned)]).toEqual(['failed', 'failed'])
    expect(smtp.received).toHaveLength(3)
    expect(await errands(company, 'delivery.failed')).toMatchObject([{ data: { ownerId: id, mayHaveCome: true } }])
  })

  it('is on the list of whose it is, whatever became of it, and on nobody else’s', async () => {
    const { company, smtp, deliver, mail } = await setting()
    const [sam, ben] = [await company.staff('sam@us.example', 'Sam'), await company.staff('ben@us.example', 'Ben')]
    const planned = async (n: number) => ({ ...(await mail()), occasion: `quote-mail:${n}`, about: { ownerId: sam } })
    smtp.next(['take', 'refuse', 'cut'])
    await deliver(await planned(1))
    await expect(deliver(await planned(2))).rejects.toMatchObject({ code: 'refused' })
    await deliver(await planned(3))
    const states = (ownerId: string) =>
      company.read(async (read) => (await listDeliveries(read, { ownerId, limit: 9 })).map(({ state }) => state))
    expect(await states(sam)).toEqual(['uncertain', 'failed', 'sent'])
    expect(await states(ben)).toEqual([])
  })

  it('goes to a colleague although the worker that was sending it is gone', async () => {
    const { company, smtp, deliver, mail } = await setting()
    await company.staff('ben@us.example', 'Ben')
    const planned = { ...(await mail()), occasion: 'close-reminder:1', recipient: 'ben@us.example' }
    await company.change((tx) => claimMail(tx, planned, { domain: 'us.example', holder: GONE, isDead: () => false }))
    expect(await deliver(planned)).toBe('sent')
    expect(smtp.received).toHaveLength(1)
  })

  it('is known to be sent once it is answered', async () => {
    const { company, smtp, deliver } = await setting()
    smtp.next(['cut'])
    await deliver()
    const us = room.freshAddress('jo')
    const mailbox = await company.mailbox(room, us)
    const inReplyTo = (await deliveryOf(company))?.messageKey ?? ''
    await putMail(room, us, 'INBOX', [letter({ from: 'ada@acme.com', to: us, inReplyTo })])
    await syncMailbox(world.deps, mailbox, { signal: new AbortController().signal })
    expect((await deliveryOf(company))?.state).toBe('sent')
  })

  it('is looked for, not sent again, when the worker that was sending it is gone', async () => {
    const { company, smtp, deliver, mail } = await setting()
    const gone = { domain: 'us.example', holder: 'gone', isDead: () => false }
    const planned = await mail()
    await company.change((tx) => claimMail(tx, planned, gone))
    await expect(deliver()).rejects.toMatchObject({ code: 'limited' })
    const claim = await company.change((tx) => claimMail(tx, planned, { ...gone, isDead: () => true }))
    expect(claim.to).toBe('look')
    expect(smtp.received).toHaveLength(0)
  })

  it('waits for a Sent folder that can’t be asked just now; found there it is sent, and said to go again it is looked for first', async () => {
    const company = await world.newCompany()
    const smtp = await testSmtp()
    const us = room.freshAddress('books')
    const mailbox = await company.mailbox(room, us)
    const deps: SendDeps = { ...world.deps, smtpUrl: undefined, mailFrom: undefined }
    const chosen = await chooseSender(deps, company.scope, null)
    const account = { ...chosen.account, port: Number(new URL(smtp.url).port), user: '', password: null }
    const planned = (imapUrl: string, occasion: string): MailToDeliver => ({
      occasion,
      recipient: 'ada@acme.com',
      sender: { ...chosen, account, mailbox: chosen.mailbox && { ...chosen.mailbox, imapUrl } },
      content: { subject: 'S', text: 'T' },
      about: {},
    })
    const here = chosen.mailbox?.imapUrl ?? ''
    const away = here.replace(/:\d+$/, ':1')
    const deliver = (imapUrl: string, occasion: string) => deliverMail(deps, company.scope, planned(imapUrl, occasion))
    const begin = (occasion: string) =>
      company.change((tx) =>
        claimMail(tx, planned(here, occasion), { domain: 'us.example', holder: GONE, isDead: () => false }),
      )
    await begin('invoice-mail:1:first')
    await expect(deliver(away, 'invoice-mail:1:first')).rejects.toMatchObject({ code: 'unavailable' })
    expect(await questions(company)).toEqual([])
    const key = (await deliveryOf(company))?.messageKey ?? ''
    await putMail(room, us, 'Sent', [letter({ id: key, from: us, to: 'ada@acme.com' })])
    expect(await deliver(here, 'invoice-mail:1:first')).toBe('sent')
    expect(smtp.received).toHaveLength(0)

    await begin('invoice-mail:2:first')
    expect(await deliver(here, 'invoice-mail:2:first')).toBe('uncertain')
    const again = await company.change(async (tx) => {
      const row = await tx.prisma.delivery.findFirstOrThrow({ where: { occasion: 'invoice-mail:2:first' } })
      const mail = await findDelivery(tx, row.id)
      return { settled: mail && (await settleUncertain(tx, mail, 'again')), key: row.messageKey ?? '' }
    })
    expect(again.settled).toBe(true)
    await putMail(room, us, 'Sent', [letter({ id: again.key, from: us, to: 'ada@acme.com' })])
    expect(await deliver(here, 'invoice-mail:2:first')).toBe('sent')
    expect(smtp.received).toHaveLength(0)
    expect(mailbox).toBe(chosen.mailbox?.id)
  })

  it.each([['Invoice\r\nBcc: everyone@x.com'], ['Invoice\nX: y']])(
    'refuses a subject with another header: %j',
    async (subject) => {
      const { smtp, deliver } = await setting({ subject })
      await expect(deliver()).rejects.toMatchObject({ code: 'invalid' })
      expect(smtp.received).toHaveLength(0)
    },
  )

  it('leaves its copy in the sender’s Sent folder, where the sync finds the same message', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('books')
    const them = room.freshAddress('ada').replace('@example.test', '@customer.test')
    const mailbox = await company.mailbox(room, us)
    const deps: SendDeps = { ...world.deps, smtpUrl: undefined, mailFrom: undefined }
    const sender = await chooseSender(deps, company.scope, null)
    const occasion = `invoice-mail:${randomUUID()}:first`
    await deliverMail(deps, company.scope, {
      occasion,
      recipient: them,
      sender,
      content: { subject: 'S', text: 'T' },
      about: {},
    })
    const arrived = await asMailProgram(room, them, async (client) => (await client.mailboxOpen('INBOX')).exists)
    expect(arrived).toBe(1)
    await syncMailbox(world.deps, mailbox, { signal: new AbortController().signal })
    const [row] = await company.read(
      ({ sql, scope }) => sql<{ key: string; folder: string }[]>`
      select m.message_key as key, l.folder from message m join message_location l on l.workspace_id = m.workspace_id and l.message_id = m.id
       where m.workspace_id = ${scope.workspaceId}`,
    )
    expect(row).toEqual({ key: (await deliveryOf(company))?.messageKey, folder: 'Sent' })
  })

  it('says what to do when no mailbox can send', async () => {
    const company = await world.newCompany()
    const deps: SendDeps = { ...world.deps, smtpUrl: undefined, mailFrom: undefined }
    await expect(chooseSender(deps, company.scope, null)).rejects.toMatchObject({
      userMessage: expect.stringContaining('daybook mailbox add') as unknown,
    })
  })
})
