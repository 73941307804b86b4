import { describe, expect, it } from 'vitest'
import { listThreadsOf } from '../../../src/domain/correspondence/thread-store.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { letter } from '../../support/letter.js'
import { asMailProgram, mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'

const world = await mailWorld()
const room = await testMailroom()
const signal = new AbortController().signal
const sync = (mailboxId: string) => syncMailbox(world.deps, mailboxId, { signal })
const none = { stored: 0, skipped: 0, failed: 0, known: 0 }

describe('a sync', () => {
  it('stores inbox, sent and nested folders, not drafts or trash, and finds nothing new the second time', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('jo')
    await company.staff(us, 'Jo Lind')
    const mailbox = await company.mailbox(room, us)
    await putMail(room, us, 'INBOX', [letter({ id: 'a@x', from: 'ada@acme.com', to: us, subject: 'First' })])
    await putMail(room, us, 'Sent', [letter({ id: 'b@x', from: us, to: 'ada@acme.com', inReplyTo: 'a@x' })])
    await putMail(room, us, 'Drafts', [letter({ id: 'c@x', from: us, to: 'ada@acme.com' })])
    await putMail(room, us, 'Trash', [letter({ id: 'd@x', from: us, to: 'ada@acme.com' })])
    await asMailProgram(room, us, (client) => client.mailboxCreate(['Projects', 'Søn & co']))
    await putMail(room, us, 'Projects/Søn & co', [letter({ id: 'e@x', from: 'bo@x.com', to: us })])
    expect(await sync(mailbox)).toEqual({ ...none, stored: 3 })
    expect(await sync(mailbox)).toEqual(none)
    const rows = await company.read(
      ({ sql, scope }) => sql<{ key: string; folder: string; direction: string }[]>`
      select m.message_key as key, l.folder, m.direction from message m join message_location l on l.message_id = m.id
       where m.workspace_id = ${scope.workspaceId} order by 1`,
    )
    expect([...rows]).toEqual([
      { key: 'a@x', folder: 'INBOX', direction: 'in' },
      { key: 'b@x', folder: 'Sent', direction: 'out' },
      { key: 'e@x', folder: 'Projects/Søn & co', direction: 'in' },
    ])
  })

  it('puts a thread on its contact and company with the reason, and pulls old mail in for one made later', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('jo')
    await company.staff(us, 'Jo Lind')
    const acme = await company.change((tx) =>
      createCompany(tx, { name: 'Acme', currency: 'EUR', domains: ['acme.com'] }),
    )
    const ada = await company.change((tx) => createContact(tx, { name: 'Ada', addresses: ['ada@acme.com'] }))
    const mailbox = await company.mailbox(room, us)
    await putMail(room, us, 'INBOX', [
      letter({
        id: 'a@x',
        from: 'Ada <ADA+work@acme.com>',
        to: us,
        subject: 'Offer',
        text: 'Hi Jo,\n\nplease call.\n\n-- \nAda',
      }),
      letter({ id: 's@x', from: 'stranger@gmail.com', to: us, date: 'Tue, 03 Nov 2026 10:00:00 +0000' }),
    ])
    await putMail(room, us, 'Sent', [letter({ id: 'r@x', from: us, to: 'Cy <cy@gmail.com>', subject: 'Lunch' })])
    await sync(mailbox)
    const lines = await company.read((read) =>
      listThreadsOf(read, { contactId: ada.id }, { id: '' + company.scope.workspaceId }, 5),
    )
    expect(lines).toMatchObject([
      { subject: 'Offer', messages: 1, lastFrom: 'Ada', snippet: 'Hi Jo, please call.', evidence: 'from ada@acme.com' },
    ])
    expect(await company.read((read) => listThreadsOf(read, { companyId: acme.id }, { id: acme.id }, 5))).toHaveLength(
      1,
    )
    // Jo wrote to Cy, so Cy became a contact; the stranger did not.
    const contacts = await company.read(
      ({ sql, scope }) => sql<{ name: string; origin: string; touched: Date | null }[]>`
      select name, origin, last_contacted_at as touched from contact where workspace_id = ${scope.workspaceId} order by name`,
    )
    expect([...contacts]).toEqual([
      { name: 'Ada', origin: 'manual', touched: new Date('2026-11-02T10:00:00Z') },
      { name: 'Cy', origin: 'mail', touched: new Date('2026-11-02T10:00:00Z') },
    ])
  })
})
