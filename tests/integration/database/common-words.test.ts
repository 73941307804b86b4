import { expect, it } from 'vitest'
import { findAnywhere } from '../../../src/domain/people/search-store.js'
import { fileLetters } from '../../support/filing.js'
import { mailWorld } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { searchAll } from '../../support/search.js'

const world = await mailWorld()
const room = await testMailroom()
/** As many as are looked at of the newest. */
const NEWEST = 1_000

const company = await world.newCompany()
const mailbox = await company.mailbox(room, room.freshAddress('us'))
await fileLetters(company, mailbox, [
  { id: '0@x', from: 'p@x.example', to: 'us@x.example', subject: 'Offer', text: 'We have maple and cedar.' },
])

/** Threads of one mail each, later and later, of which every `each`th has the word. */
const write = (word: string, count: number, each: number, first = 1) =>
  company.bulk(async ({ sql, scope }) => {
    const rows = await sql<{ thread: string; message: string }[]>`
      with made as materialized (
        select n, new_id() as thread, new_id() as message, case when n % ${each}::int = 0 then ${word}::text else 'nothing' end || n as name
          from generate_series(${first}::int, ${first + count - 1}::int) n
      ), threads as (
        insert into thread select (jsonb_populate_record(t, jsonb_build_object('id', thread, 'ref', ${word}::text || n))).* from made, thread t
          join message m on m.workspace_id = t.workspace_id and m.thread_id = t.id
         where t.workspace_id = ${scope.workspaceId} and m.message_key = '0@x')
      insert into message select (jsonb_populate_record(m, jsonb_build_object('id', message, 'message_key', name, 'thread_id', thread,
          'subject', name, 'text', case when n % ${each}::int = 0 then ${word}::text else 'nothing' end))).*
        from message m, made where m.workspace_id = ${scope.workspaceId} and m.message_key = '0@x'
      returning thread_id as thread, id as message`
    await sql`select search.put_mail(${rows.map(({ message }) => message)}::uuid[], true)::text`
    await sql`
      select search.put_all(jsonb_agg(jsonb_build_object('kind', 'thread', 'record_id', thread_id, 'ref', message_key, 'title', subject)))
        from message where workspace_id = ${scope.workspaceId} and id = any(${rows.map(({ message }) => message)}::uuid[])`
  })

const found = async (word: string) => (await company.read((read) => searchAll(read, word))).map(({ title }) => title)

await company.bulk(async ({ sql, scope }) => {
  for (const name of ['Mapel', 'Cedra'])
    await sql`select search.put('contact', ${scope.workspaceId}::uuid, ${name}, ${name}, ${name.toLowerCase()}, '')::text`
})
await write('maple', 2 * NEWEST, 2)
await write('cedar', 60, 1)

it('finds the newest mails of a word that much mail has', async () => {
  const numbers = (await found('maple')).map((title) => Number(title.replace('maple', '')))
  expect(numbers).toHaveLength(20)
  expect(Math.min(...numbers)).toBeGreaterThan(NEWEST)
})

it('looks for names that are like a word only where the word is no common one', async () => {
  expect(await found('cedar')).toContain('Cedra')
  expect(await found('maple')).not.toContain('Mapel')
})

it('looks for names that are like several words only where hardly any mail has all of them', async () => {
  await company.bulk(
    ({ sql, scope }) =>
      sql`select search.put('contact', ${scope.workspaceId}::uuid, 'CT-1', 'Cedra Hazelt', 'cedra hazelt', '')::text`,
  )
  await write('Cedrah hazel', 4, 1)
  expect(await found('cedrah hazel')).toContain('Cedra Hazelt')
  await write('Cedrah hazel', 4, 1, 5)
  expect(await found('cedrah hazel')).not.toContain('Cedra Hazelt')
})

it('finds records of a rare kind by a word that the subjects of hundreds of threads have', async () => {
  await company.bulk(
    ({ sql, scope }) =>
      sql`select search.put('deal', ${scope.workspaceId}::uuid, 'DEAL-1', 'Larch floor', 'larch floor', '')::text`,
  )
  await write('larch', 700, 1)
  expect(await found('larch floor')).toContain('Larch floor')
  const [row] = await company.read((read) => searchAll(read, 'larch', ['deal', 'contact']))
  expect(row?.title).toBe('Larch floor')
  const rules = await company.read((read) =>
    findAnywhere(
      read,
      'larch',
      [
        { kinds: ['thread'], owners: 'all' },
        { kinds: ['deal'], owners: 'all' },
      ],
      20,
    ),
  )
  expect(rules.map(({ kind }) => kind)).toContain('deal')
})

/** Of one part of the mail. */
const PART = 65_536

it('asks the newest parts for a common word, and all mail for what is not there', async () => {
  const later = (parts: number) => world.admin`select setval('search.mail_number', ${parts * PART})`
  const partsOf = async (word: string) => {
    const rows = await world.admin<{ part: number }[]>`
      select distinct s.part from unnest(search.mails_found(${company.scope.workspaceId}, ${word}::tsquery, 20)) f
        join search.mail s using (message_id) order by 1`
    return rows.map(({ part }) => part)
  }
  await write('pine', 300, 1)
  await write('ash', 300, 1)
  await later(3)
  await write('ash', 300, 1, 301)
  await write('birch', NEWEST, 1)
  expect(await partsOf('ash')).toEqual([3])
  expect((await found('ash')).every((title) => Number(title.replace('ash', '')) > 300)).toBe(true)
  expect(await partsOf('pine')).toEqual([0])
  await later(5)
  expect(await found('ash')).toHaveLength(20)
})
