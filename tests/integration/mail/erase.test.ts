import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { putSearchDocument } from '../../../src/db/search-document.js'
import { addPeopleFromMail } from '../../../src/domain/correspondence/contacts-from-mail.js'
import { erasePerson, personPattern } from '../../../src/domain/correspondence/erase-person.js'
import { fileMessages } from '../../../src/domain/correspondence/file-messages.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { logActivity } from '../../../src/domain/crm/log-activity.js'
import { removeContact } from '../../../src/domain/crm/remove-contact.js'
import contactErase from '../../../src/jobs/tasks/contact-erase.js'
import { randomIds } from '../../../src/lib/ids.js'
import { auditMailbox } from '../../../src/mail/audit-mailbox.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { filingItem } from '../../support/filing.js'
import { invitation } from '../../support/invitation.js'
import { letter } from '../../support/letter.js'
import { type MailCompany, mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { deliveryReport } from '../../support/report.js'
import { searchAll } from '../../support/search.js'
import { until } from '../../support/until.js'

const world = await mailWorld()
const room = await testMailroom()
const { signal } = new AbortController()
const sync = (mailboxId: string) => syncMailbox(world.deps, mailboxId, { signal })

/** Runs the errand of the erasure as the job would. */
async function runErrand(company: MailCompany): Promise<void> {
  const [row] = await company.bulk(
    ({ sql, scope }) => sql<{ id: string; data: Record<string, unknown> }[]>`
    select id, data from outbox where workspace_id = ${scope.workspaceId} and kind = 'contact.erased'`,
  )
  if (!row) throw new Error('There is no errand')
  const { db, mailFiles } = world.deps
  const services = { mailFiles } as Parameters<typeof contactErase.run>[0]['services']
  await contactErase.run(
    { db, services, scope: company.scope, log: db.log, kind: 'contact.erased', outboxId: row.id },
    row.data,
  )
}

async function foundIn(company: MailCompany, pattern: string): Promise<string[]> {
  const rows = await company.bulk(
    ({ sql }) => sql<{ table: string }[]>`select in_table as "table" from find_words(${pattern})`,
  )
  const inSearch = await world.admin<{ count: number }[]>`
    select count(*)::int as count from search.doc d where workspace_id = ${company.scope.workspaceId} and d::text ~* ${pattern}`
  const found = rows.map(({ table }) => table)
  const words = await company.read((read) => searchAll(read, '"ada.lovelace@acme.com"'))
  const name = await company.read((read) => searchAll(read, '"ada lovelace"'))
  if (words.length + name.length > 0) found.push('found by search')
  if (inSearch[0]?.count) found.push('search')
  const packs = path.join(world.rawDir, company.scope.workspaceId)
  for (const file of await readdir(packs))
    if (/ada\.?lovelace|ada lovelace/i.test(await readFile(path.join(packs, file), 'latin1'))) found.push(file)
  return found
}

it('an erased person is gone from every table, the audit trail and the raw mail, and does not come back', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  await company.staff(us, 'Jo Lind')
  const acme = await company.change((tx) => createCompany(tx, { name: 'Acme', currency: 'EUR', domains: ['acme.com'] }))
  await company.change((tx) =>
    tx.prisma.company.updateMany({ where: { id: acme.id }, data: { billingEmail: 'Ada.Lovelace@acme.com' } }),
  )
  const ada = await company.change((tx) =>
    createContact(tx, {
      name: 'Ada Lovelace',
      addresses: ['ada.lovelace@acme.com'],
      title: 'Countess',
      phones: ['+44 20 7946 1815'],
    }),
  )
  await company.change((tx) =>
    logActivity(tx, { kind: 'note', body: 'Her daughter is ill', subject: { kind: 'contact', id: ada.id } }),
  )
  await company.change((tx) =>
    logActivity(tx, { kind: 'note', body: 'Met Ada  Lovelace there', subject: { kind: 'company', id: acme.id } }),
  )
  await company.change((tx) =>
    putSearchDocument(tx, {
      kind: 'deal',
      id: tx.newId(),
      ref: 'DEAL-1',
      title: 'For Ada Lovelace',
      body: ['ada.lovelace@acme.com'],
    }),
  )
  const mailbox = await company.mailbox(room, us)
  await putMail(room, us, 'INBOX', [
    `Return-Path: <Ada.Lovelace@acme.com>\r\n\r\nNot a mail that can be read.\r\n`,
    letter({ id: 'e@x', from: 'eve@beta.com', to: us, subject: 'Elsewhere', text: 'Ask Ada Lovelace.' }),
    letter({
      id: 'a@x',
      from: 'Ada Lovelace <ada.lovelace+crm@acme.com>',
      to: us,
      subject: 'Secret quokka',
      text: 'I am Ada Lovelace numbat.',
    }),
    letter({
      id: 'b@x',
      from: 'bo@beta.com',
      to: us,
      inReplyTo: 'a@x',
      text: 'As Ada.Lovelace@acme.com said, ada lovelace is right.',
    }),
    letter({ id: 'c@x', from: us, to: 'ada.lovelace@acme.com', subject: 'Hello Ada Lovelace' }),
    deliveryReport({ to: us, about: 'c@x', recipients: [{ address: 'ada.lovelace@acme.com', status: '5.1.1' }] }),
    invitation({ id: 'i@x', from: 'bo@beta.com', to: us }).replace('ada@acme.com\r', 'Ada.Lovelace@acme.com\r'),
  ])
  await sync(mailbox)
  const pattern = personPattern('Ada Lovelace', ['ada.lovelace@acme.com'])
  expect(await foundIn(company, pattern)).toEqual(
    expect.arrayContaining(['participant', 'message', 'audit_log', 'search', 'found by search']),
  )
  const { pseudonym } = await company.change((tx) => erasePerson(tx, ada.id))
  await runErrand(company)
  expect(await foundIn(company, pattern)).toEqual([])
  expect(await foundIn(company, 'quokka|numbat|Countess|7946 1815|daughter')).toEqual([])
  const [contact] = await company.read(
    ({ sql }) => sql<{ name: string }[]>`select name from contact where id = ${ada.id}`,
  )
  expect(contact?.name).toBe(pseudonym)

  // It does not come back: not by hand, not by mail, not with the same mailbox synced anew.
  await expect(
    company.change((tx) => createContact(tx, { name: 'Ada', addresses: ['ada.lovelace+x@acme.com'] })),
  ).rejects.toThrow(/erased at their request/)
  await company.change((tx) =>
    tx.prisma.folderCursor.updateMany({ where: { mailboxId: mailbox }, data: { uidValidity: 1n } }),
  )
  expect(await sync(mailbox)).toMatchObject({ stored: 0 })
  expect(await foundIn(company, pattern)).toEqual([])

  // And the audit says that nothing is missing, and why some are not there.
  const audit = await auditMailbox(world.deps, company.scope, mailbox, signal)
  expect(audit).toMatchObject({ missing: 0, extra: 0 })
  expect(audit.folders.find(({ folder }) => folder === 'INBOX')?.skipped).toHaveProperty('erased')
  expect(JSON.stringify(audit)).not.toMatch(/ada|lovelace/i)
})

it('a one-word name is never replaced in other texts, an address always is', () => {
  const info = new RegExp(personPattern('Info', ['info@acme.com']).replaceAll('[:alnum:]', 'a-z0-9'), 'gi')
  expect('Info: info+a@acme.com, xinfo@acme.com, info@acme.com.au'.replace(info, '-')).toBe(
    'Info: -, xinfo@acme.com, -.au',
  )
})

it('a contact that mail made and somebody removed stays removed, until somebody adds it by hand', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  await company.staff(us, 'Jo Lind')
  const mailbox = await company.mailbox(room, us)
  const write = (id: string) => putMail(room, us, 'Sent', [letter({ id, from: us, to: 'Cy <cy@gamma.com>' })])
  const contacts = () =>
    company.read(
      ({ sql, scope }) =>
        sql<{ id: string; origin: string }[]>`select id, origin from contact where workspace_id = ${scope.workspaceId}`,
    )
  await write('g1@x')
  await sync(mailbox)
  const [made] = await contacts()
  expect(made?.origin).toBe('mail')
  await company.change((tx) => removeContact(tx, made?.id ?? ''))
  await write('g2@x')
  await sync(mailbox)
  await addPeopleFromMail(world.db, company.scope, {
    people: [{ address: 'Cy+2@gamma.com', name: 'Cy' }],
    outboxId: '01999999-0000-7000-8000-000000000000',
  })
  expect(await contacts()).toEqual([])
  await company.change((tx) => createContact(tx, { name: 'Cy', addresses: ['cy@gamma.com'] }))
  expect(await contacts()).toMatchObject([{ origin: 'manual' }])
})

it('a mail of theirs that was being filed at that moment is erased as well', async () => {
  const company = await world.newCompany()
  const mailbox = await company.mailbox(room, room.freshAddress('jo'))
  const ada = await company.change((tx) => createContact(tx, { name: 'Ada Held', addresses: ['ada@held.test'] }))
  const item = await filingItem(mailbox, 1, {
    from: 'Ada Held <ada@held.test>',
    to: 'jo@us.example',
    subject: 'Held quokka',
  })
  const waiting = async () => {
    const rows = await world.admin`select 1 from pg_locks where locktype = 'advisory' and not granted`
    expect(rows).not.toHaveLength(0)
  }
  let erasing: Promise<unknown> | undefined
  await company.bulk(async (bulk) => {
    await fileMessages(bulk, randomIds, [item])
    erasing = company.change((tx) => erasePerson(tx, ada.id))
    await until(waiting)
  })
  await erasing
  const left = await company.read(
    ({ sql, scope }) => sql`
      select m.subject from message m join participant p on p.workspace_id = m.workspace_id and p.message_id = m.id
       where m.workspace_id = ${scope.workspaceId} and (p.address_key = 'ada@held.test' or m.subject ~ 'quokka')`,
  )
  expect(left).toHaveLength(0)
})
