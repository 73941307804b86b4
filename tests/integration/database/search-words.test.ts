import { expect, it } from 'vitest'
import { fileLetters } from '../../support/filing.js'
import { type MailCompany, mailWorld } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { searchAll } from '../../support/search.js'

/** More than are looked through before the index is asked for one company's. */
const MANY = 1_200
const world = await mailWorld()
const room = await testMailroom()

/** Files a letter a text, each with its first word as the subject. */
async function companyWith(texts: readonly string[]): Promise<MailCompany> {
  const company = await world.newCompany()
  const mailbox = await company.mailbox(room, room.freshAddress('us'))
  const letters = texts.map((text, n) => ({
    id: `${n}@x`,
    from: 'p@x.example',
    to: 'us@x.example',
    subject: text.split(/[ ,-]/)[0] ?? '',
    text,
  }))
  await fileLetters(company, mailbox, letters)
  return company
}

/** The company's first mail so many times over, in the same thread, and as many deals that are called after its subject. */
const multiply = (company: MailCompany, times: number) =>
  company.bulk(async ({ sql, scope }) => {
    const rows = await sql<{ id: string }[]>`
      insert into message select (jsonb_populate_record(m, jsonb_build_object('id', new_id(), 'message_key', 'more' || n))).*
        from message m, generate_series(1, ${times}::int) n
       where m.workspace_id = ${scope.workspaceId} and m.message_key = '0@x' returning id`
    await sql`select search.put_mail(${rows.map(({ id }) => id)}::uuid[], true)::text`
    await sql`
      select search.put_all(jsonb_agg(jsonb_build_object('kind', 'deal', 'record_id', new_id(), 'ref', 'DEAL-' || n,
        'title', m.subject || ' ' || n))) from message m, generate_series(1, ${times}::int) n
       where m.workspace_id = ${scope.workspaceId} and m.message_key = '0@x'`
  })

const threads = async (company: MailCompany, words: string) =>
  (await company.read((read) => searchAll(read, words, ['thread']))).map(({ title }) => title).toSorted()

// First, so that what others have comes before what is looked for, wherever it has the same words.
const large = await companyWith(['Walnut table, Ελιά and Ёлка', 'Beech, walnuts'])
await multiply(large, MANY)
const small = await companyWith([
  'Oak or walnut',
  'Cherry, no walnut table',
  'Walnuts for the table',
  'Café-Bar',
  'Ёлка и ель',
  'Ελιά',
  '胡桃 木',
])

it.each([
  ['walnut', ['Cherry', 'Oak', 'Walnuts']],
  ['waln', ['Cherry', 'Oak', 'Walnuts']],
  ['walnut tab', ['Cherry', 'Walnuts']],
  ['"walnut table"', ['Cherry']],
  ['walnut -cherry', ['Oak']],
  ['"oak or" OR "for the"', ['Oak', 'Walnuts']],
  ['CAFE', ['Café']],
  ['ёлк', ['Ёлка']],
  ['ελιά', ['Ελιά']],
  ['胡桃', ['胡桃']],
  ['mahogany', []],
])('finds its own mail by %s, however much of another company’s has the same words', async (words, subjects) => {
  expect(await threads(small, words)).toEqual(subjects.toSorted())
})

it('finds a company’s records by a word that thousands of another’s have, and none of those', async () => {
  const { workspaceId } = small.scope
  await small.bulk(
    ({ sql }) =>
      sql`select search.put('deal', ${workspaceId}::uuid, 'DEAL-1', 'Walnut floor', 'walnut floor', '')::text`,
  )
  const deals = await small.read((read) => searchAll(read, 'walnut', ['deal']))
  expect(deals.map(({ title }) => title)).toEqual(['Walnut floor'])
  expect(await large.read((read) => searchAll(read, 'walnut', ['deal']))).toHaveLength(20)
})

it('asks for what only begins with a word where the word itself is in too few mails', async () => {
  expect(await threads(large, 'walnut')).toEqual(['Walnut'])
  expect(await threads(large, 'walnuts')).toEqual(['Beech'])
  expect(await threads(large, 'waln')).toContain('Walnut')
  expect(await threads(small, 'walnut')).toContain('Walnuts')
})

it('reads of the index what has the word, and not all that the company has', async () => {
  const { workspaceId } = (await companyWith(['Oak'])).scope
  await world.admin`
    insert into search.mail (workspace_id, message_id, whole, tsv)
    select ${workspaceId}, new_id(), true, case when n % 50 = 0 then 'mahogany' else 'oak' end::tsvector from generate_series(1, 50000) n`
  await world.admin`vacuum analyze search.mail`
  const pages = (words: string) =>
    world.admin.begin(async (sql) => {
      await sql`set local role daybook_reader` // the service’s own login
      await sql`select set_config('daybook.workspace', ${workspaceId}, true)`
      const fetched = async () => {
        const [row] = await sql<[{ pages: number }]>`
          select pg_stat_get_xact_blocks_fetched('search.mail_words'::regclass)::int as pages`
        return row.pages
      }
      const before = await fetched()
      await sql`select from search.find(${words}, '[{"kinds":["thread"]}]', 20)`
      return (await fetched()) - before
    })
  await pages('mahogany') // loads what a connection keeps
  // Nineteen where the index is asked for the company’s mails too.
  expect(await pages('mahogany')).toBeLessThan(7)
})
