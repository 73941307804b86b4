import { describe, expect, it } from 'vitest'
import { loadOwnAddresses } from '../../../src/domain/correspondence/link-store.js'
import { relinkAddress } from '../../../src/domain/correspondence/relink-address.js'
import { getThread, listThreadsOf } from '../../../src/domain/correspondence/thread-store.js'
import { unfileAddress } from '../../../src/domain/correspondence/unfile-address.js'
import { addAddress } from '../../../src/domain/crm/add-address.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { fileLetters } from '../../support/filing.js'
import type { Letter } from '../../support/letter.js'
import { type MailCompany, mailWorld } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { searchAll } from '../../support/search.js'

const world = await mailWorld()
const room = await testMailroom()

const us = 'jo@us.example'
const mail = (given: Partial<Letter>): Letter => ({ from: 'Ada <ada@acme.com>', to: us, subject: 'Offer', ...given })

async function setting() {
  const company = await world.newCompany()
  const jo = await company.staff(us, 'Jo Lind')
  const acme = await company.change((tx) => createCompany(tx, { name: 'Acme', currency: 'EUR', domains: ['acme.com'] }))
  const ada = await company.change((tx) => createContact(tx, { name: 'Ada', addresses: ['ada@acme.com'] }))
  return { company, jo, acme, ada }
}

const touched = async (company: MailCompany, id: string) => {
  const [row] = await company.read(
    ({ sql }) => sql<{ at: Date | null }[]>`select last_contacted_at as at from contact where id = ${id}`,
  )
  return row?.at ?? null
}

const find = (company: MailCompany, words: string) =>
  company.read(async (read) => (await searchAll(read, words, ['thread'])).map(({ title }) => ({ title })))

describe('what colleagues see', () => {
  const shown = async (company: MailCompany, contactId: string, askerId: string) => {
    const [line] = await company.read((read) => listThreadsOf(read, { contactId }, { id: askerId }, 5))
    const thread = await company.read((read) => getThread(read, line?.id ?? '', { id: askerId }))
    return {
      subject: line?.subject,
      snippet: line?.snippet,
      reply: thread.messages[0]?.reply,
      level: thread.messages[0]?.level,
    }
  }

  it.each([
    ['full', { subject: 'Offer', snippet: 'Secret terms.', reply: 'Secret terms.', level: 'full' }, true, true],
    ['subject', { subject: 'Offer', snippet: null, reply: null, level: 'subject' }, true, false],
    ['metadata', { subject: null, snippet: null, reply: null, level: 'metadata' }, false, false],
  ] as const)('of a mailbox shared as %s; its holder sees all', async (visibility, wanted, bySubject, byText) => {
    const { company, jo, ada } = await setting()
    const mailbox = await company.mailbox(room, us, visibility)
    await fileLetters(company, mailbox, [mail({ id: 'a@x', text: 'Secret terms.' })])
    expect(await shown(company, ada.id, company.scope.workspaceId)).toEqual(wanted)
    expect(await shown(company, ada.id, jo)).toMatchObject({ subject: 'Offer', reply: 'Secret terms.', level: 'full' })
    expect([(await find(company, 'offer')).length > 0, (await find(company, 'secret terms')).length > 0]).toEqual([
      bySubject,
      byText,
    ])
  })

  it('is the most that any mailbox with a copy shares', async () => {
    const { company, ada } = await setting()
    const closed = await company.mailbox(room, us, 'metadata')
    const open = await company.mailbox(room, 'sales@us.example', 'full')
    await fileLetters(company, closed, [mail({ id: 'a@x', cc: 'sales@us.example', text: 'Terms.' })])
    expect(await find(company, 'terms')).toHaveLength(0)
    await fileLetters(company, open, [mail({ id: 'a@x', cc: 'sales@us.example', text: 'Terms.' })])
    expect(await shown(company, ada.id, company.scope.workspaceId)).toMatchObject({ level: 'full', reply: 'Terms.' })
    expect(await find(company, 'terms')).toHaveLength(1)
  })
})

describe('contacts', () => {
  it('are last contacted by people, not by newsletters or absence notes, and never earlier than before', async () => {
    const { company, ada } = await setting()
    const mailbox = await company.mailbox(room, us)
    const on = (day: string, headers: Record<string, string> = {}): Letter =>
      mail({ id: `${day}@x`, date: `${day} Nov 2026 10:00:00 +0000`, headers })
    await fileLetters(company, mailbox, [on('10')])
    await fileLetters(
      company,
      mailbox,
      [on('05'), on('20', { 'List-Id': '<news.acme.com>' }), on('21', { 'Auto-Submitted': 'auto-replied' })],
      2,
    )
    expect(await touched(company, ada.id)).toEqual(new Date('2026-11-10T10:00:00Z'))
  })

  it('get their old mail when they get another address', async () => {
    const { company, ada } = await setting()
    const mailbox = await company.mailbox(room, us)
    await fileLetters(company, mailbox, [mail({ id: 'p@x', from: 'ada.l@gmail.com', subject: 'Private' })])
    const threads = () => company.read((read) => listThreadsOf(read, { contactId: ada.id }, { id: ada.id }, 5))
    expect(await threads()).toHaveLength(0)
    await company.change((tx) => addAddress(tx, ada.id, 'Ada.L+crm@gmail.com'))
    expect(await relinkAddress(world.db, company.scope, ['ada.l@gmail.com'])).toBe(1)
    expect(await threads()).toMatchObject([{ subject: 'Private', evidence: 'from ada.l@gmail.com' }])
  })

  it('lose the mail that came with an address that was given by mistake, and keep what another address says', async () => {
    const { company, ada } = await setting()
    const mailbox = await company.mailbox(room, us)
    await fileLetters(company, mailbox, [
      mail({ id: 'q@x', from: 'wrong@gmail.com', subject: 'Not hers' }),
      mail({ id: 'r@x', from: 'wrong@gmail.com', subject: 'Both' }),
      mail({ id: 's@x', inReplyTo: 'r@x', subject: 'Re: Both' }),
    ])
    const threads = async () =>
      (await company.read((read) => listThreadsOf(read, { contactId: ada.id }, { id: ada.id }, 5)))
        .map(({ subject, evidence }) => `${subject}: ${evidence}`)
        .toSorted()
    const before = await threads()
    await company.change((tx) => addAddress(tx, ada.id, 'wrong@gmail.com'))
    await relinkAddress(world.db, company.scope, ['wrong@gmail.com'])
    expect(await threads()).toHaveLength(2)
    const taken = { contactId: ada.id, addressKey: 'wrong@gmail.com' }
    expect(await unfileAddress(world.db, company.scope, taken)).toBe(0)
    await company.change((tx) => tx.prisma.contactAddress.deleteMany({ where: { addressKey: 'wrong@gmail.com' } }))
    expect(await unfileAddress(world.db, company.scope, taken)).toBeGreaterThan(0)
    expect(await threads()).toEqual(before)
    const left = await company.read(
      ({ sql, scope }) => sql`
        select id from thread_link where workspace_id = ${scope.workspaceId} and evidence like '%wrong@gmail.com%'`,
    )
    expect([...left]).toEqual([])
  })
})

it('finds the company by its domain, but never by a free-mail domain or our own', async () => {
  const { company, acme } = await setting()
  const mailbox = await company.mailbox(room, us)
  await fileLetters(company, mailbox, [
    mail({ id: '1@x', from: 'new@mail.acme.com' }),
    mail({ id: '2@x', from: 'someone@gmail.com' }),
    mail({ id: '3@x', from: 'colleague@us.example' }),
  ])
  const links = await company.read(
    ({ sql, scope }) => sql<{ companyId: string; evidence: string }[]>`
    select company_id as "companyId", evidence from thread_link where workspace_id = ${scope.workspaceId}`,
  )
  expect([...links]).toEqual([{ companyId: acme.id, evidence: 'from new@mail.acme.com, at its domain acme.com' }])
})

describe('one of the staff who is at another firm', () => {
  it('makes nobody else there one of us: their mail is logged, on their company', async () => {
    const { company, acme } = await setting()
    await company.staff('anna@acme.com', 'Anna, who keeps our books')
    const mailbox = await company.mailbox(room, us)
    await fileLetters(company, mailbox, [
      mail({ id: '1@x', from: 'bo@acme.com', to: us }),
      mail({ id: '2@x', from: us, to: 'cy@acme.com' }),
      mail({ id: '3@x', from: 'anna@acme.com', to: us }),
      mail({ id: '4@x', from: us, to: 'kim@us.example' }),
    ])
    const rows = await company.read(
      ({ sql, scope }) => sql<{ key: string; direction: string; companyId: string | null }[]>`
      select m.message_key as key, m.direction, l.company_id as "companyId" from message m
        left join thread_link l on l.workspace_id = m.workspace_id and l.thread_id = m.thread_id and l.company_id is not null
       where m.workspace_id = ${scope.workspaceId} order by 1`,
    )
    expect([...rows]).toEqual([
      { key: '1@x', direction: 'in', companyId: acme.id },
      { key: '2@x', direction: 'out', companyId: acme.id },
    ])
  })

  it('nor do two of them at a customer’s; colleagues that share a domain do, and who is alone in the company', async () => {
    const { company } = await setting()
    const domains = async () => [...(await company.read(loadOwnAddresses)).domains].sort()
    expect(await domains()).toEqual(['us.example'])
    await company.staff('anna@acme.com', 'Anna')
    await company.staff('bo@acme.com', 'Bo')
    expect(await domains()).toEqual([])
    await company.staff('kim@us.example', 'Kim')
    expect(await domains()).toEqual(['us.example'])
    await company.mailbox(room, 'team@other.example')
    expect(await domains()).toEqual(['other.example', 'us.example'])
  })
})

it('leaves a thread off a record that a person took it from', async () => {
  const { company, ada } = await setting()
  const mailbox = await company.mailbox(room, us)
  await fileLetters(company, mailbox, [mail({ id: 'a@x' })])
  await company.change((tx) =>
    tx.prisma.threadLink.updateMany({ where: { contactId: ada.id }, data: { removedAt: tx.now } }),
  )
  await fileLetters(company, mailbox, [mail({ id: 'b@x', inReplyTo: 'a@x' })], 2)
  expect(await company.read((read) => listThreadsOf(read, { contactId: ada.id }, { id: ada.id }, 5))).toEqual([])
})
