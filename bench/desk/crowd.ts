import postgres from 'postgres'

/** How many of each a large company has; companies are a fifth of the contacts, threads a fifth of the messages. */
export type Size = { contacts: number; deals: number; messages: number }

/** What it is made for: the company, who owns the records, the mailbox whose mail colleagues may read. */
export type Crowd = { workspaceId: string; staffIds: readonly string[]; mailboxId: string; currency: string }

const SYLLABLES =
  'ba be bo da de do fa fi ka ki ko la le lo ma me mi na ne no pa pe ra re ri sa se so ta te to va ve vo'.split(' ')

/** A vocabulary by counting: every word is another, and the same in every run. */
export const words = (count: number, syllables: number): string[] =>
  Array.from({ length: count }, (_, n) =>
    Array.from({ length: syllables }, (_, k) => SYLLABLES[Math.floor((n * 7919 + k) / 31 ** k) % 31]).join(''),
  )

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** How many connections fill at once. */
const HANDS = 2

type Admin = postgres.Sql
type Part = postgres.PendingQuery<postgres.Row[]>

/**
 * Fills a company's tables as years of work would have: with triggers off, since what they check holds by construction, and the
 * indexes that guard nothing made at the end, as they would be after a restore.
 */
export async function fillCrowd(adminUrl: string, crowd: Crowd, size: Size): Promise<void> {
  const hands = Array.from({ length: HANDS }, () => postgres(adminUrl, { max: 1, onnotice: () => undefined }))
  const [admin] = hands as [Admin]
  try {
    for (const hand of hands) {
      await hand`set session_replication_role = replica`
      await hand`set synchronous_commit = off`
      await hand`set maintenance_work_mem = '256MB'`
      await hand`select set_config('daybook.workspace', ${crowd.workspaceId}, false)`
    }
    // What is written once needs no checkpoint every gigabyte, each of which has whole pages written to the log again.
    await admin`alter system set max_wal_size = '16GB'`
    await admin`select pg_reload_conf()`
    const makeAgain = await dropIndexes(admin)
    await fillRecords(admin, crowd, size)
    await fillMail(hands, crowd, size)
    await inTurns(hands, makeAgain, (hand, made) => hand.unsafe(made))
    await admin`alter system reset max_wal_size`
    await admin`select pg_reload_conf()`
    await admin`vacuum analyze`
    await admin`checkpoint`
  } finally {
    await Promise.all(hands.map((hand) => hand.end()))
  }
}

/** Each of the hands takes the next piece when it is done with one. */
async function inTurns<T>(
  hands: readonly Admin[],
  pieces: readonly T[],
  work: (hand: Admin, piece: T) => Promise<unknown>,
): Promise<void> {
  const left = [...pieces]
  const takeOver = async (hand: Admin) => {
    for (let piece = left.shift(); piece !== undefined; piece = left.shift()) await work(hand, piece)
  }
  await Promise.all(hands.map(takeOver))
}

/** Those that are no constraint, of the tables that are filled; answers how to make them again, the costliest first. */
async function dropIndexes(admin: Admin): Promise<string[]> {
  const indexes = await admin<{ name: string; made: string }[]>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
     where indrelid = any(array['search.mail', 'search.doc', 'message', 'message_location', 'thread', 'thread_link', 'contact',
                                'contact_address', 'company', 'deal']::regclass[]) and not indisunique
     order by pg_get_indexdef(indexrelid) like '%mail%gin%' desc, pg_get_indexdef(indexrelid) like '%USING gin%' desc`
  for (const { name } of indexes) await admin.unsafe(`drop index ${name}`)
  return indexes.map(({ made }) => made)
}

/** The nth of a kind, in order of age as ids are: known everywhere without being looked up. */
const idOf = (admin: Admin, kind: 'a' | 'b' | 'c' | 'd' | 'e', n: Part): Part =>
  admin`(${`${kind}0000000-0000-7000-8000-`} || lpad(to_hex(${n}), 12, '0'))::uuid`

async function fillRecords(admin: Admin, { workspaceId: ws, staffIds, currency }: Crowd, size: Size): Promise<void> {
  const firsts = words(400, 2).map(capital)
  const lasts = words(4_000, 3).map(capital)
  const n = admin`n`
  const owner = admin`(${staffIds as string[]}::uuid[])[1 + n % ${staffIds.length}]`
  const companies = Math.ceil(size.contacts / 5)
  await admin`create unlogged table one as select n, ${idOf(admin, 'c', n)} as id,
      (${lasts}::text[])[1 + n * 13 % 4000] || ' ' || (array['Works', 'Foods', 'Systems', 'Logistics', 'Partners'])[1 + n % 5] || ' ' || n as name
    from generate_series(1, ${companies}::int) n`
  await admin`insert into company (workspace_id, id, ref, name, name_key, match_key, currency, owner_id)
    select ${ws}, id, 'CO-' || (100000 + n), name, lower(name), lower(name), ${currency}, ${owner} from one`
  await admin`create unlogged table person as select n, ${idOf(admin, 'a', n)} as id, 1 + n % ${companies} as at,
      (${firsts}::text[])[1 + n % 400] || ' ' || (${lasts}::text[])[1 + (n / 400 * 31 + n % 7) % 4000] as name
    from generate_series(1, ${size.contacts}::int) n`
  await admin`create unique index on person (n)`
  await admin`insert into contact (workspace_id, id, ref, name, name_key, match_key, company_id, owner_id)
    select ${ws}, id, 'CT-' || (100000 + n), name, lower(name), lower(name), ${idOf(admin, 'c', admin`at`)}, ${owner} from person`
  await admin`insert into contact_address (workspace_id, id, address, address_key, contact_id)
    select ${ws}, id, 'p' || n || '@customer' || at || '.example', 'p' || n || '@customer' || at || '.example', id from person`
  await admin`create unlogged table sale as select n, ${idOf(admin, 'd', n)} as id, 1 + n % ${companies} as at,
      (${lasts}::text[])[1 + n * 17 % 4000] || ' ' || (array['renewal', 'rollout', 'pilot', 'extension'])[1 + n % 4] || ' ' || n as title
    from generate_series(1, ${size.deals}::int) n`
  await admin`insert into deal (workspace_id, id, ref, title, title_key, status, amount_minor, currency, stage_since, company_id, owner_id, stage_id, closed_on, expected_close)
    select ${ws}, s.id, 'DEAL-' || (100000 + s.n), s.title, lower(s.title), t.kind, 10000 * (1 + s.n % 900), ${currency}, now() - interval '9 days',
           ${idOf(admin, 'c', admin`s.at`)}, (${staffIds as string[]}::uuid[])[1 + s.n % ${staffIds.length}], t.id,
           case when t.kind = 'open' then null else current_date - s.n % 700 end, current_date + s.n % 90
      from sale s
      -- Of each owner's, one in ten is open, as after some years.
      join (select id, kind, row_number() over (partition by kind = 'open' order by position) as nr, count(*) over (partition by kind = 'open') as of
              from stage where workspace_id = ${ws}) t
        on (t.kind = 'open') = (s.n / ${staffIds.length} % 10 = 0) and t.nr = 1 + s.n / ${10 * staffIds.length} % t.of`
  await admin`insert into search.doc (workspace_id, kind, record_id, ref, title, title_key, body, tsv)
    select ${ws}, d.kind, d.id, d.ref, d.title, lower(d.title), d.body,
           setweight(to_tsvector('search.plain', d.ref || ' ' || d.title), 'A') || setweight(to_tsvector('search.plain', d.body), 'C')
      from (select 'company' as kind, id, 'CO-' || (100000 + n) as ref, name as title, 'customer' || n || '.example' as body from one
            union all select 'contact', p.id, 'CT-' || (100000 + p.n), p.name, 'p' || p.n || '@customer' || p.at || '.example ' || c.name from person p join one c on c.n = p.at
            union all select 'deal', s.id, 'DEAL-' || (100000 + s.n), s.title, c.name from sale s join one c on c.n = s.at) d`
}

const VOCABULARY = 6_000
const WORD_BYTES = 6
const THREADS_AT_ONCE = 5_000

async function fillMail(hands: readonly Admin[], crowd: Crowd, size: Size): Promise<void> {
  const { workspaceId: ws } = crowd
  const [admin] = hands as [Admin]
  const vocabulary = words(VOCABULARY, WORD_BYTES / 2)
  const threads = Math.ceil(size.messages / 5)
  await admin`create unlogged table talk as select n, ${idOf(admin, 'e', admin`n`)} as id, 1 + n % ${size.contacts} as with_person,
      (${vocabulary}::text[])[1 + n * 11 % ${VOCABULARY}] || ' ' || (${vocabulary}::text[])[1 + n * 29 % ${VOCABULARY}] || ' ' || n as subject
    from generate_series(1, ${threads}::int) n`
  await admin`create unique index on talk (n)`
  await admin`analyze talk, person`
  await admin`insert into thread (workspace_id, id, ref, subject, first_at, last_at, message_count)
    select ${ws}, id, 'MAIL-' || (100000 + n), subject, now() - n * interval '1 minute', now() - n * interval '30 seconds', 5 from talk`
  await admin`insert into thread_link (workspace_id, id, origin, evidence, thread_id, contact_id)
    select ${ws}, id, 'automatic', 'their address', id, ${idOf(admin, 'a', admin`with_person`)} from talk`
  await admin`insert into search.doc (workspace_id, kind, record_id, ref, title, title_key, body, tsv)
    select ${ws}, 'thread', id, 'MAIL-' || (100000 + n), subject, subject, '', setweight(to_tsvector('search.plain', subject), 'A') from talk`
  const firsts = Array.from({ length: Math.ceil(threads / THREADS_AT_ONCE) }, (_, at) => at * THREADS_AT_ONCE)
  // As bytes, of which any six are at hand; the nth element of an array of texts is counted for from the first.
  const letters = Buffer.from(vocabulary.join(''))
  await inTurns(hands, firsts, (hand, first) => writeLetters(hand, crowd, letters, first))
}

/** The five letters of each of some threads, where they lie, and their words for search. */
async function writeLetters(
  hand: Admin,
  { workspaceId: ws, mailboxId }: Crowd,
  letters: Buffer,
  first: number,
): Promise<void> {
  const word = hand`substr(${letters}::bytea, 1 + ${WORD_BYTES} * ((t.n::bigint * 37 + k * 101 + w * w * 53 + w * t.n::bigint) % ${VOCABULARY})::int, ${WORD_BYTES})`
  await hand`with letter as (
      insert into message (workspace_id, id, message_key, subject, sent_at, received_at, from_address, from_name, direction, class, text, reply,
        size_bytes, pack_file, pack_offset, pack_length, content_hash, via, thread_id)
      select ${ws}, ${idOf(hand, 'b', hand`t.n * 5 + k`)}, 'm' || t.n || '.' || k || '@bench', t.subject, now() - (t.n * 5 - k) * interval '6 seconds', now(),
             'p' || p.n || '@customer' || p.at || '.example', p.name, case when k % 2 = 0 then 'out' else 'in' end, 'person', b.body, b.body,
             4000, 'none', 0, 0, 'none', 'mail', t.id
        from talk t join person p on p.n = t.with_person cross join generate_series(1, 5) k
        cross join lateral (select convert_from(string_agg(${word}, ' '), 'UTF8') as body from generate_series(1, 30) w) b
       where t.n > ${first} and t.n <= ${first + THREADS_AT_ONCE}
      returning id, subject, from_name, from_address, text, sent_at
    ), place as (
      insert into message_location (workspace_id, id, folder, uid_validity, uid, flags, message_id, mailbox_id)
      select ${ws}, id, 'INBOX', 1, ${first * 5} + row_number() over (), '{}', id, ${mailboxId} from letter
    )
    insert into search.mail (workspace_id, message_id, whole, tsv)
    select ${ws}, id, true, to_tsvector('search.plain', concat_ws(' ', subject, from_name, from_address, text)) from letter`
}
