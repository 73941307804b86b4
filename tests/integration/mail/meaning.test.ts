import { describe, expect, it } from 'vitest'
import { trustAddress } from '../../../src/domain/correspondence/note-bounces.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { fromDecimal } from '../../../src/lib/money.js'
import { deliverMail } from '../../../src/mail/deliver-mail.js'
import { chooseSender } from '../../../src/mail/sender.js'
import { invitation } from '../../support/invitation.js'
import { letter } from '../../support/letter.js'
import { mailDesk, sendingBy } from '../../support/mail-desk.js'
import { complaint, deliveryReport } from '../../support/report.js'
import { textOf } from '../../support/slack.js'
import { testSmtp } from '../../support/smtp.js'

const desk = await mailDesk([{ name: 'dana', roles: ['sales'] }])
const us = 'dana@lindenhof.test'
const dana = desk.slack.as('dana')
const mailbox = await desk.mailbox(us)
const acme = await desk.change(
  (tx) =>
    createCompany(tx, { name: 'Acme', currency: 'EUR', domains: ['acme.com'], ownerId: desk.staff['dana'] ?? null }),
  'dana',
)
const ada = await desk.change(
  (tx) => createContact(tx, { name: 'Ada', addresses: ['ada@acme.com'], ownerId: desk.staff['dana'] ?? null }),
  'dana',
)

const sendBySmtp = async (mail: { occasion: string; recipient: string; automatic: boolean }) => {
  const smtp = await testSmtp()
  const deps = { ...sendingBy(desk, smtp.url), db: desk.db, insecure: false }
  const sender = await chooseSender(deps, desk.scope, null)
  return deliverMail(deps, desk.scope, { ...mail, sender, content: { subject: 'S', text: 'T' }, about: {} })
}

const healthOf = async (address: string) =>
  (await desk.rows<{ health: string }>('select health from contact_address where address_key = $1', [address]))[0]
    ?.health

const bounce = (address: string, about: string, status = '5.1.1', said = '550 5.1.1 User unknown') =>
  deliveryReport({ to: us, about, recipients: [{ address, status, said }] })

const offer = (id: string, to: string) =>
  letter({ id, from: us, to, subject: 'Offer', date: 'Sun, 22 Nov 2026 10:00:00 +0000' })

describe('mail that comes back', () => {
  it('marks the address and tells its owner once, however often it comes', async () => {
    await desk.arrive(mailbox, [offer('o1@us', 'Ada <ada@acme.com>')])
    await desk.arrive(mailbox, [bounce('ada@acme.com', 'o1@us')])
    await desk.work()
    expect(await healthOf('ada@acme.com')).toBe('invalid')
    const told = await dana.sees('does not exist any more')
    expect(textOf(told)).toContain('550 5.1.1 User unknown')
    await desk.arrive(mailbox, [bounce('ada@acme.com', 'o1b@us')])
    await desk.work()
    expect((await desk.slack.stored('dana')).filter((each) => /does not exist/.test(each.text))).toHaveLength(1)
    await dana.click(told, 'The address is fine')
    await dana.sees('is used again')
    expect(await healthOf('ada@acme.com')).toBe('ok')
  })

  it('as a complaint ends what goes out by itself, and its owner hears of it', async () => {
    await desk.change(
      (tx) => createContact(tx, { name: 'Nora', addresses: ['nora@acme.com'], ownerId: desk.staff['dana'] ?? null }),
      'dana',
    )
    await desk.arrive(mailbox, [offer('c1@us', 'nora@acme.com'), complaint('nora@acme.com', us)])
    await desk.work()
    expect(textOf(await dana.sees('complained about our mail'))).toContain('I no longer send anything there by myself')
    expect(textOf(await dana.asks('/daybook address show nora@acme.com'))).toContain(
      'its owner complained about our mail',
    )
    const automatic = { occasion: 'digest:1', recipient: 'Nora@acme.com', automatic: true }
    await expect(sendBySmtp(automatic)).rejects.toMatchObject({ code: 'refused' })
    await desk.change((tx) => trustAddress(tx, 'nora@acme.com'), 'dana')
    expect(await sendBySmtp(automatic)).toBe('sent')
  })

  it('for now is counted, and the third time is worth a word', async () => {
    await desk.change(
      (tx) => createContact(tx, { name: 'Full', addresses: ['full@acme.com'], ownerId: desk.staff['dana'] ?? null }),
      'dana',
    )
    for (const n of [1, 2, 3]) {
      await desk.arrive(mailbox, [
        offer(`f${n}@us`, 'full@acme.com'),
        bounce('full@acme.com', `f${n}@us`, '5.2.2', 'Mailbox full'),
      ])
      await desk.work()
      expect(await healthOf('full@acme.com')).toBe('soft')
      expect((await desk.slack.stored('dana')).some((each) => /keeps refusing/.test(each.text))).toBe(n === 3)
    }
  })

  it('counts only for an address that we wrote to: anybody can write a report', async () => {
    await desk.change((tx) => createContact(tx, { name: 'Eve', addresses: ['eve@acme.com'] }), 'dana')
    await desk.arrive(mailbox, [bounce('eve@acme.com', 'made-up@us')])
    await desk.work()
    expect(await healthOf('eve@acme.com')).toBe('ok')
  })

  it('from our own server is read as well, though it is at our domain', async () => {
    await desk.change((tx) => createContact(tx, { name: 'Ian', addresses: ['ian@acme.com'] }), 'dana')
    const recipients = [{ address: 'ian@acme.com', status: '5.1.1', said: 'No such user' }]
    const report = deliveryReport({ to: us, about: 'n1@us', recipients, from: 'MAILER-DAEMON@lindenhof.test' })
    await desk.arrive(mailbox, [offer('n1@us', 'ian@acme.com'), report])
    await desk.work()
    expect(await healthOf('ian@acme.com')).toBe('invalid')
  })

  it('long ago says nothing about an address that wrote since, and a backfill wakes nobody', async () => {
    await desk.change(
      (tx) =>
        createContact(tx, {
          name: 'Old',
          addresses: ['old@acme.com', 'gone@acme.com'],
          ownerId: desk.staff['dana'] ?? null,
        }),
      'dana',
    )
    const past = 'Mon, 06 Jan 2025 10:00:00 +0000'
    const report = (address: string) =>
      deliveryReport({ to: us, about: `b-${address}`, date: past, recipients: [{ address, status: '5.1.1' }] })
    const before = (await desk.slack.stored('dana')).length
    await desk.arrive(
      mailbox,
      [
        letter({ id: 'x1@us', from: us, to: 'old@acme.com, gone@acme.com', date: 'Sun, 05 Jan 2025 10:00:00 +0000' }),
        report('old@acme.com'),
        report('gone@acme.com'),
        letter({ id: 'x2@acme.com', from: 'old@acme.com', to: us, date: 'Tue, 03 Jun 2025 10:00:00 +0000' }),
      ],
      false,
    )
    await desk.work()
    expect([await healthOf('old@acme.com'), await healthOf('gone@acme.com')]).toEqual(['ok', 'invalid'])
    expect(await desk.slack.stored('dana')).toHaveLength(before)
  })
})

describe('an auto-reply', () => {
  it('is logged, and is no contact: nobody is made of it and nothing moves', async () => {
    const before = await desk.rows('select last_contacted_at from contact where id = $1', [ada.id])
    await desk.arrive(mailbox, [
      letter({ id: 'ooo@acme.com', from: 'ada@acme.com', to: us, subject: 'Abwesenheitsnotiz: Offer' }),
      letter({ id: 'ooo2@new.com', from: 'new@new.com', to: us, subject: 'Offer', headers: { 'X-Autoreply': 'yes' } }),
    ])
    await desk.work()
    expect(await desk.rows('select last_contacted_at from contact where id = $1', [ada.id])).toEqual(before)
    expect(await desk.rows("select 1 from contact_address where address_key = 'new@new.com'")).toEqual([])
    expect(await desk.rows("select 1 from message where class = 'auto'")).toHaveLength(2)
  })
})

it('info@ at a customer is a person', async () => {
  await desk.arrive(mailbox, [
    letter({ id: 'i0@us', from: us, to: 'info@acme.com', date: 'Mon, 23 Nov 2026 07:00:00 +0000' }),
    letter({
      id: 'i1@acme.com',
      from: 'info@acme.com',
      to: us,
      inReplyTo: 'i0@us',
      date: 'Mon, 23 Nov 2026 08:00:00 +0000',
    }),
  ])
  const [info] = await desk.rows<{ last: Date; company: string }>(
    `select c.last_contacted_at as last, c.company_id as company from contact c
       join contact_address a on a.contact_id = c.id where a.address_key = 'info@acme.com'`,
  )
  expect(info).toEqual({ last: new Date('2026-11-23T08:00:00Z'), company: acme.id })
})

describe('an invitation', () => {
  const meetings = () =>
    desk.rows<{ body: string; at: Date; on: string }>(
      `select body, at, case when deal_id is not null then 'deal' when contact_id is not null then 'contact' else 'company' end as on
         from activity where kind = 'meeting' order by 3`,
    )

  it('is a meeting on the contact and company, moved and called off in place', async () => {
    await desk.arrive(mailbox, [invitation({ id: 'v1@acme.com', to: us })])
    await desk.work()
    const at = new Date('2026-12-01T14:00:00Z')
    expect(await meetings()).toEqual([
      { body: 'Renewal talk, Room 4', at, on: 'company' },
      { body: 'Renewal talk, Room 4', at, on: 'contact' },
    ])
    await desk.arrive(mailbox, [invitation({ id: 'v2@acme.com', to: us, sequence: 1, start: '20261202T090000' })])
    await desk.work()
    expect((await meetings()).map((each) => each.at)).toEqual(Array(2).fill(new Date('2026-12-02T09:00:00Z')))
    await desk.arrive(mailbox, [
      invitation({ id: 'v3@acme.com', to: us, sequence: 2, start: '20261202T090000', method: 'CANCEL' }),
    ])
    await desk.work()
    // An older word that a backfill brings later changes nothing.
    await desk.arrive(mailbox, [invitation({ id: 'v0@acme.com', to: us })], false)
    await desk.work()
    expect((await meetings()).map(({ body }) => body)).toEqual(Array(2).fill('Called off: Renewal talk, Room 4'))
  })

  it('stands on the deal when there is one, and not twice on its card', async () => {
    await desk.change(
      (tx) =>
        createDeal(tx, {
          title: 'Renewal',
          companyId: acme.id,
          contactId: ada.id,
          amount: fromDecimal('100.00', 'EUR'),
          ownerId: desk.staff['dana'] ?? '',
        }),
      'dana',
    )
    await desk.arrive(mailbox, [
      invitation({ id: 'w1@acme.com', to: us })
        .replaceAll('meet-1@acme.com', 'meet-2@acme.com')
        .replaceAll('Renewal talk', 'Deal talk'),
    ])
    await desk.work()
    expect((await meetings()).filter(({ body }) => body.startsWith('Deal talk')).map((each) => each.on)).toEqual([
      'deal',
    ])
  })
})
