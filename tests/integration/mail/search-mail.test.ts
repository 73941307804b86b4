import { expect, it } from 'vitest'
import { findMail } from '../../../src/domain/correspondence/mail-search-store.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { fileLetters } from '../../support/filing.js'
import type { Letter } from '../../support/letter.js'
import { type MailCompany, mailWorld } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { searchAll } from '../../support/search.js'

const world = await mailWorld()
const room = await testMailroom()

const mail = (given: Partial<Letter>): Letter => ({
  from: 'Ada <ada@acme.com>',
  to: 'jo@us.example',
  subject: 'Offer',
  ...given,
})

async function setting() {
  const company = await world.newCompany()
  await company.change((tx) => createCompany(tx, { name: 'Acme', currency: 'EUR', domains: ['acme.com'] }))
  return { company, mailbox: await company.mailbox(room, 'jo@us.example') }
}

const find = (company: MailCompany, words: string) =>
  company.read(async (read) =>
    (await searchAll(read, words, ['thread'])).map(({ title, excerpt }) => ({
      title,
      excerpt: excerpt?.trim() ?? null,
    })),
  )

it('finds a thread once by the words of any of its messages, and shows the newest that has them', async () => {
  const { company, mailbox } = await setting()
  await fileLetters(company, mailbox, [
    mail({ id: 'a@x', text: 'The walnut table.', date: 'Mon, 02 Nov 2026 10:00:00 +0000' }),
    mail({ id: 'b@x', references: ['a@x'], text: 'Walnut or cherry?', date: 'Tue, 03 Nov 2026 10:00:00 +0000' }),
  ])
  expect(await find(company, 'walnut')).toEqual([{ title: 'Offer', excerpt: 'Walnut or cherry?' }])
  expect(await find(company, 'table')).toEqual([{ title: 'Offer', excerpt: 'The walnut table.' }])
  expect(await find(company, '"walnut or cherry"')).toHaveLength(1)
  expect(await find(company, 'mahogany')).toEqual([])
})

it('adds what arrives later, also where it joins threads, and leaves what was found', async () => {
  const { company, mailbox } = await setting()
  await fileLetters(company, mailbox, [mail({ id: 'a@x', text: 'Walnut.' })], 1)
  await fileLetters(company, mailbox, [mail({ id: 'c@x', references: ['b@x'], text: 'Cherry.' })], 2)
  await fileLetters(company, mailbox, [mail({ id: 'b@x', references: ['a@x'], text: 'Maple.' })], 3)
  for (const word of ['walnut', 'cherry', 'maple']) expect(await find(company, word)).toHaveLength(1)
})

it('finds by text what one mailbox shares, although another that had it first shares its subject alone', async () => {
  const { company } = await setting()
  const shy = await company.mailbox(room, 'team@us.example', 'subject')
  const open = await company.mailbox(room, 'sales@us.example')
  await fileLetters(company, shy, [mail({ id: 'a@x', text: 'Walnut.' })])
  expect([await find(company, 'walnut'), (await find(company, 'offer')).length]).toEqual([[], 1])
  await fileLetters(company, open, [mail({ id: 'a@x', text: 'Walnut.' })])
  expect(await find(company, 'walnut')).toHaveLength(1)
})

it('writes down every link that mail made, as one row of the audit each', async () => {
  const { company, mailbox } = await setting()
  await fileLetters(
    company,
    mailbox,
    ['a@x', 'b@x', 'c@x'].map((id) => mail({ id })),
  )
  const links = await company.read(({ sql }) => sql`select id from thread_link order by id`)
  const written = await company.read(
    ({ sql }) => sql`
      select entity_id as id from audit_log where entity = 'thread_link' and action = 'insert'
         and after ->> 'evidence' like 'from ada@acme.com%' order by entity_id`,
  )
  expect(links).toHaveLength(3)
  expect([...written]).toEqual([...links])
})

it('looks through older threads until none is left or it has enough, and says where it stopped', async () => {
  const { company, mailbox } = await setting()
  const old = mail({ from: 'jo@us.example', to: 'zoe@far.example', date: 'Mon, 02 Nov 2020 10:00:00 +0000' })
  await fileLetters(company, mailbox, [old])
  const { workspaceId } = company.scope
  const addNewer = (from: number, to: number) => world.admin`
    insert into thread (workspace_id, id, ref, subject, first_at, last_at)
    select ${workspaceId}, new_id(), 'NEWER-' || n, '', now(), now() from generate_series(${from}::int, ${to}::int) n`
  const findOld = () => company.read((read) => findMail(read, { to: 'far.example' }, { id: workspaceId }, 5))
  await addNewer(1, 1_100)
  expect(await findOld()).toMatchObject({ threads: [{ messages: 1 }], onlyNewest: null })
  await addNewer(1_101, 10_000)
  expect(await findOld()).toEqual({ threads: [], onlyNewest: 10_000, onlyNewestHits: null })
})

it('finds what is before a day however much of the same is after it', async () => {
  const { company, mailbox } = await setting()
  await fileLetters(company, mailbox, [
    mail({
      id: 'old@x',
      from: 'Buildbot <bot@builds.example>',
      text: 'Walnut.',
      date: 'Mon, 02 Nov 2020 10:00:00 +0000',
    }),
    mail({
      id: 'new@x',
      from: 'Buildbot <bot@builds.example>',
      text: 'Walnut.',
      date: 'Mon, 02 Nov 2026 10:00:00 +0000',
    }),
  ])
  const { workspaceId } = company.scope
  await company.bulk(async ({ sql }) => {
    const rows = await sql<{ id: string }[]>`
      insert into message select (jsonb_populate_record(m, jsonb_build_object('id', new_id(), 'message_key', 'more' || n))).*
        from message m, generate_series(1, 2000) n
       where m.workspace_id = ${workspaceId} and m.message_key = 'new@x' returning id`
    await sql`select search.put_mail(${rows.map(({ id }) => id)}::uuid[], true)::text`
  })
  const findBy = (query: Parameters<typeof findMail>[1]) =>
    company.read((read) => findMail(read, query, { id: workspaceId }, 5))
  for (const query of [{ words: 'walnut' }, { from: 'buildbot' }]) {
    expect(await findBy(query)).toMatchObject({ onlyNewestHits: 2_000 })
    expect(await findBy({ ...query, before: '2021-01-01' })).toMatchObject({
      threads: [{ at: new Date('2020-11-02T10:00:00Z') }],
      onlyNewestHits: null,
    })
    expect(await findBy({ ...query, before: '2021-01-01', after: '2020-12-01' })).toMatchObject({ threads: [] })
  }
})

it('finds where both a sender and a receiver stand, among the many threads of each', async () => {
  const { company, mailbox } = await setting()
  const { workspaceId } = company.scope
  await fileLetters(company, mailbox, [
    mail({ id: 'a@x', from: 'ada@acme.com', to: 'jo@us.example' }),
    mail({ id: 'b@x', from: 'ada@acme.com', to: 'info@us.example' }),
    mail({ id: 'c@x', from: 'cy@beta.com', to: 'info@us.example' }),
  ])
  const senders = async (query: Parameters<typeof findMail>[1]) =>
    (await company.read((read) => findMail(read, query, { id: workspaceId }, 5))).threads.map(({ from }) => from)
  expect(await senders({ to: 'info@us.example' })).toHaveLength(2)
  expect(await senders({ from: 'acme.com' })).toHaveLength(2)
  expect(await senders({ from: 'acme.com', to: 'info@us.example' })).toEqual(['ada@acme.com'])
  expect(await senders({ from: 'cy@beta.com', to: 'jo@us.example' })).toEqual([])
  expect(await senders({ from: 'cy@beta.com', to: 'info@us.example', words: 'hello' })).toEqual(['cy@beta.com'])
})
