import { expect, test } from 'vitest'
import { randomIds } from '../../../src/lib/ids.js'
import { inside, openLogins } from '../../property/laws/logins.js'
import { fillWithMany } from './many-rows.js'

const logins = await openLogins(1)

/** Some record. A literal: a volatile function could not enter an index. */
const ID = `'${randomIds.next()}'`

/**
 * The queries that every command and every mail asks, and the columns that an index must find them by. Under row-level
 * security a condition that isn't leakproof can't enter an index: then the plan shows it as a filter, and this fails.
 */
const lookups: readonly [what: string, where: string, by: string[]][] = [
  ['a contact by address', `contact_address where address_key = 'ada@x.example'`, ['address_key']],
  ['a company by domain', `company_domain where domain = 'x.example'`, ['domain']],
  ['a company by name', `company where name_key = 'moor'`, ['name_key']],
  ['a message by its id', `message where message_key = 'a@x'`, ['message_key']],
  ['the messages of ids', `message where message_key = any(array['a@x', 'b@x'])`, ['message_key']],
  ['the thread of an id', `thread_node where message_key = 'a@x'`, ['message_key']],
  ['a thread’s messages', `message where thread_id = ${ID} order by sent_at`, ['thread_id']],
  ['a contact’s threads', `thread_link where contact_id = ${ID}`, ['contact_id']],
  ['open invoices by due date', `invoice where open_minor <> 0 and due_date < '2026-01-01'`, ['due_date']],
  ['a company’s open invoices', `invoice where open_minor <> 0 and company_id = ${ID}`, ['company_id']],
  ['an invoice by number', `invoice where number = 'INV-2026-0001'`, ['number']],
  ['staff by Slack id', `staff where slack_user_id = 'U1'`, ['slack_user_id']],
  ['staff by email', `staff where email = 'ada@x.example'`, ['email']],
  ['an owner’s open deals', `deal where owner_id = ${ID} and status = 'open'`, ['owner_id']],
  ['a deal by reference', `deal where ref = 'DEAL-12'`, ['ref']],
  ['a record’s audit', `audit_log where entity = 'deal' and entity_id = ${ID} order by at`, ['entity', 'entity_id']],
  ['an account’s postings', `posting where account_id = ${ID} and date > '2026-01-01'`, ['account_id', 'date']],
  ['an entry’s postings', `posting where entry_id = ${ID} order by line`, ['entry_id']],
  ['open outbox rows', `outbox where done_at is null and due_at < '2026-01-16'`, ['due_at']],
  ['one’s open close tasks', `close_task where owner_id = ${ID} and state = 'ready'`, ['owner_id', 'state']],
  ['what happened on a deal', `activity where deal_id = ${ID} order by at desc`, ['deal_id']],
  [
    'one’s last change',
    `pending_action where created_by_id = ${ID} and used_at is null and args ->> 'purpose' = 'undo' order by id desc`,
    ['created_by_id'],
  ],
  ['what was received before', `inbound_event where source = 'slack' and event_key = 'E1'`, ['source', 'event_key']],
]

const workspace = await fillWithMany(
  logins,
  lookups.map(([, where]) => where.split(' ', 1).join('')),
)

type Plan = { 'Index Cond'?: string; Plans?: Plan[] }
const conditions = (plan: Plan): string[] => [
  ...(plan['Index Cond'] ? [plan['Index Cond']] : []),
  ...(plan.Plans ?? []).flatMap(conditions),
]

test.each(lookups)('%s is found by index as the service’s login', async (_what, where, by) => {
  for (const login of [logins.app, logins.reader]) {
    const plan = await inside(login, { workspace }, async (sql) => {
      const [row] = await sql.unsafe<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(
        `explain (format json) select * from ${where}`,
      )
      return row?.['QUERY PLAN'][0].Plan ?? {}
    })
    const conds = conditions(plan).join(' ')
    expect(conds).toContain('workspace_id = ')
    for (const column of by) expect(conds).toContain(column)
  }
})

test('numbers of invoices are taken without reading the invoices that have others', async () => {
  const read = await inside(logins.owner, { workspace }, async (sql) => {
    await sql`select next_document_numbers('invoice', '2026-01-15', 8)`
    const [row] = await sql<[{ rows: number }]>`
      select (pg_stat_get_xact_tuples_returned(t) + pg_stat_get_xact_tuples_fetched(t))::int as rows from (select 'invoice'::regclass t)`
    return row.rows
  })
  expect(read).toBeLessThan(20)
})

test('when people wrote in a thread is read from an index alone, and none of their letters', async () => {
  const plan = await inside(logins.reader, { workspace }, async (sql) =>
    JSON.stringify(
      await sql.unsafe(`explain (format json) select max(sent_at) from message where thread_id = ${ID} and sent_at > '2026-01-01'
        and direction = 'in' and class = 'person'`),
    ),
  )
  expect(plan).toContain('message_from_people')
  expect(plan).toContain('Index Only Scan')
})

test('the relay finds what is due, and search its words and names, by index', async () => {
  const plans = await logins.migrator.begin(async (sql) => {
    const explain = async (query: string) => JSON.stringify(await sql.unsafe(`explain (format json) ${query}`))
    await sql`set local enable_seqscan = off` // nothing is due here, and an empty table is always scanned
    return {
      due: await explain(`select * from routing.outbox_ref where due_at <= now() order by due_at limit 10`),
      words: await explain(`select * from search.doc where workspace_id = '${workspace}' and tsv @@ 'moor'::tsquery`),
      names: await explain(
        `select * from search.doc where workspace_id = '${workspace}' and kind = 'deal' and kind <> 'thread' and 'moor' <% title_key`,
      ),
    }
  })
  expect(plans.due).toContain('outbox_ref_due')
  expect(plans.words).toContain('doc_words')
  expect(plans.names).toContain('doc_titles')
})
