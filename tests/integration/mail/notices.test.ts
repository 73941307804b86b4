import { describe, expect, it } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { goLive } from '../../../src/domain/people/go-live.js'
import { letter } from '../../support/letter.js'
import { mailDesk } from '../../support/mail-desk.js'
import { textOf } from '../../support/slack.js'

const desk = await mailDesk(
  [
    { name: 'dana', roles: ['sales'] },
    { name: 'max', roles: ['manager'] },
  ],
  { live: false },
)
const dana = desk.slack.as('dana')
const us = 'info@lindenhof.test'
const open = await desk.mailbox(us)
const own = await desk.mailbox('dana@lindenhof.test')
const closed = await desk.mailbox('max@lindenhof.test', 'metadata')
const ownerId = desk.staff['dana'] ?? null
const acme = await desk.change(
  (tx) => createCompany(tx, { name: 'Acme', currency: 'EUR', domains: ['acme.com'], ownerId }),
  'dana',
)
await desk.change((tx) => createCompany(tx, { name: 'Bolt', currency: 'EUR', domains: ['bolt.com'], ownerId }), 'dana')
await desk.change((tx) => createContact(tx, { name: 'Ada', addresses: ['ada@acme.com'], ownerId }), 'dana')
await desk.change((tx) => createContact(tx, { name: 'Bea', addresses: ['bea@bolt.com'], ownerId }), 'dana')

let count = 0
const from = (sender: string, subject: string, more: object = {}) =>
  letter({ id: `n${++count}@x`, from: sender, to: us, subject, ...more })
const ada = (subject: string, more: object = {}) => from('Ada <ada@acme.com>', subject, more)

/** All that is asked for now and within the window. */
async function settle() {
  await desk.work()
  desk.clock.advance(31_000)
  await desk.work()
}
const told = async () => (await desk.slack.stored('dana')).filter(({ text }) => text.startsWith('New mail'))

describe('a notice', () => {
  it('comes to nobody before the company is live, nor of a backfill', async () => {
    await desk.arrive(open, [ada('Before')])
    await settle()
    await desk.change(goLive)
    await desk.arrive(open, [ada('Two years ago')], false)
    await settle()
    expect(await told()).toEqual([])
  })

  it('tells the owner of a new customer thread once, and why', async () => {
    await desk.arrive(open, [ada('Renewal')])
    await desk.arrive(open, [ada('Re: Renewal', { inReplyTo: `n${count}@x` })])
    await settle()
    await settle()
    const notice = await dana.sees('New mail from Ada, Acme: Renewal')
    expect(await told()).toHaveLength(1)
    await dana.click(notice, 'Why am I seeing this?')
    await dana.sees(/You own CT-\d+ Ada; the thread is there because it is from ada@acme.com/)
    await dana.click(notice, 'Open')
    const shown = await dana.sees('Renewal: 2 mails')
    expect(textOf(shown)).toMatch(/On CT-\d+ Ada: from ada@acme\.com\./)
    await dana.click(shown, 'Show CT-')
    await dana.sees(/CT-\d+ Ada/)
    const list = await dana.asks('/daybook thread list')
    expect(textOf(list)).toContain('Renewal')
    await dana.click(list, 'Read MAIL-')
    await dana.sees(/MAIL-\d+ Before: 1 mail/)
  })

  it('gathers what comes within a moment', async () => {
    await desk.arrive(open, [ada('One'), ada('Two')])
    await desk.arrive(open, [from('bea@bolt.com', 'Three')])
    await settle()
    const notice = await dana.sees('New mail in 3 threads')
    for (const subject of ['One', 'Two', 'Three']) expect(textOf(notice)).toContain(subject)
    expect(await told()).toHaveLength(2)
  })

  it('shows no subject that the mailbox does not share', async () => {
    await desk.arrive(closed, [
      letter({ id: 'p1@x', from: 'ada@acme.com', to: 'max@lindenhof.test', subject: 'Top secret' }),
    ])
    await settle()
    const notice = await dana.sees('(private)')
    expect(textOf(notice)).not.toContain('Top secret')
  })

  it('is muted for a company by its button, and heard again', async () => {
    await desk.arrive(open, [ada('Loud')])
    await settle()
    await dana.click(await dana.sees('Loud'), 'Mute Acme')
    const muted = await dana.sees('You hear no more of new mail from Acme')
    const before = (await told()).length
    await desk.arrive(open, [ada('Silent')])
    await settle()
    expect(await told()).toHaveLength(before)
    await desk.arrive(open, [from('bea@bolt.com', 'Other')])
    await settle()
    await dana.sees('Other')
    await dana.click(muted, 'Undo')
    await dana.sees('You hear of new mail from Acme again')
    await desk.arrive(open, [ada('Again')])
    await settle()
    await dana.sees('Again')
  })
})

describe('an unknown colleague of a customer', () => {
  it('is suggested once, and becomes a contact by a click', async () => {
    await desk.arrive(open, [from('Carl Cox <carl@acme.com>', 'Hello')])
    await desk.arrive(open, [from('Carl Cox <carl@acme.com>', 'Hello again')])
    await settle()
    const suggestion = await dana.sees('Carl Cox at Acme wrote and is no contact yet')
    expect((await desk.slack.stored('dana')).filter(({ text }) => /no contact yet/.test(text))).toHaveLength(1)
    await dana.click(suggestion, 'Add contact')
    await dana.sees(/New contact CT-\d+ Carl Cox/)
    expect(
      await desk.rows('select 1 from contact where name = $1 and company_id = $2', ['Carl Cox', acme.id]),
    ).toHaveLength(1)
    await settle()
    const settled = (await desk.slack.stored('dana')).find(({ ts }) => ts === suggestion.ts)
    expect(settled?.text).toBe('Carl Cox is a contact now')
    expect(JSON.stringify(settled?.blocks).match(/"type":"button"/g)).toHaveLength(1) // why it is seen
  })

  it('is never logged again by the other', async () => {
    await desk.arrive(own, [from('dora@bolt.com', 'Hi')])
    await settle()
    const suggestion = await dana.sees('dora at Bolt')
    await dana.click(suggestion, 'Never log')
    await dana.sees('Never logged from now on')
    await settle()
    const settled = (await desk.slack.stored('dana')).find(({ ts }) => ts === suggestion.ts)
    expect(settled?.text).toBe('This sender’s mail is not logged any more')
    expect(JSON.stringify(settled)).not.toContain('dora')
    await desk.arrive(own, [from('dora@bolt.com', 'Hi again')])
    expect(await desk.rows("select 1 from message where from_address = 'dora@bolt.com'")).toHaveLength(1)
  })
})

it('a message of the chat is logged on a record by its shortcut', async () => {
  const finance = desk.slack.channels['finance'] ?? ''
  const ts = await dana.say('Ada called: they want <tomorrow> & more', finance)
  const used = await fetch(`${desk.slack.sandboxUrl}/sandbox/api/shortcuts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: dana.id, callbackId: 'log_to_record', message: { channel: finance, ts } }),
  })
  expect(await used.json()).toMatchObject({ ok: true, delivered: true })
  const modal = await dana.modal()
  const { options } = await dana.options(modal, 'record', 'ada')
  const [option] = options
  expect(option?.text.text).toContain('Ada')
  const note = 'Ada called: they want <tomorrow> & more'
  await dana.submit(modal, {
    record: { 'log:record': { type: 'external_select', selected_option: option } },
    note: { note: { type: 'plain_text_input', value: note } },
  } as never)
  await dana.sees(/Noted on CT-\d+ Ada/)
  expect(await desk.rows('select 1 from activity where body = $1', [note])).toHaveLength(1)
})

it('a mailbox’s card shows how far its old mail is, edited in place', async () => {
  const id = own
  const folder = (done: number, status: string) =>
    desk.change(async (tx) => {
      await tx.prisma.mailbox.updateMany({ where: { id }, data: { status } })
      const { workspaceId } = tx.scope
      const cursor = { uidValidity: 1n, backfillTotal: 200, backfillDone: done, backfillUid: done < 200 ? 5n : null }
      await tx.prisma.folderCursor.upsert({
        where: { workspaceId_mailboxId_path: { workspaceId, mailboxId: id, path: 'INBOX' } },
        create: { ...cursor, workspaceId, id: tx.newId(), path: 'INBOX', mailboxId: id },
        update: cursor,
      })
      await tx.outbox('mailbox.card', {})
    })
  await folder(50, 'backfilling')
  await desk.work()
  const card = await dana.sees('reading its old mail')
  expect(textOf(card)).toContain('50 of 200 old mails')
  await folder(200, 'following')
  await desk.work()
  await dana.sees((message) => message.ts === card.ts && textOf(message).includes('its old mail is in'))
})
