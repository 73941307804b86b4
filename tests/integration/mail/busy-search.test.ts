import { beforeAll, expect, it } from 'vitest'
import type { SqlScope } from '../../../src/db/sql-workspace.js'
import { findMail, type MailQuery } from '../../../src/domain/correspondence/mail-search-store.js'
import { type MailCompany, mailWorld } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'

const world = await mailWorld()
const room = await testMailroom()
const BUSY = 'team@us.example'
/** More than a party may stand in before it counts as one of the house. */
const MAILS = 8_000
let company: MailCompany

beforeAll(async () => {
  company = await world.newCompany()
  const mailbox = await company.mailbox(room, BUSY)
  await fillMailbox(company.scope.workspaceId, mailbox)
})

/** Mails from and to one address, each a thread of its own. */
async function fillMailbox(workspace: string, mailbox: string): Promise<void> {
  await world.admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica` // their rows alone, without what filing does besides
    const each = sql`from generate_series(1, ${MAILS}::int) n, lateral (select
      md5('t' || n)::uuid as thread, md5('m' || n)::uuid as message, timestamptz '2026-01-01' + n * interval '1 minute' as at) x`
    await sql`
      insert into thread (workspace_id, id, subject, first_at, last_at, message_count, ref, created_at, updated_at)
      select ${workspace}, thread, 'Offer', at, at, 1, 'MAIL-' || n, at, at ${each}`
    await sql`
      insert into message (workspace_id, id, message_key, subject, sent_at, received_at, from_address, direction, class, text,
        reply, size_bytes, pack_file, pack_offset, pack_length, content_hash, via, thread_id, created_at)
      select ${workspace}, message, n || '@x', 'Offer', at, at, ${BUSY}, 'out', 'person', '', '', 1, '', 0, 0, n::text, 'mail',
        thread, at ${each}`
    await sql`
      insert into message_location (workspace_id, id, folder, uid_validity, uid, message_id, mailbox_id, created_at, updated_at)
      select ${workspace}, gen_random_uuid(), 'Sent', 1, n, message, ${mailbox}, at, at ${each}`
    await sql`
      insert into participant (workspace_id, id, role, address, address_key, message_id, created_at)
      select ${workspace}, gen_random_uuid(), role, ${BUSY}, ${BUSY}, message, at ${each}, unnest(array['from', 'to']) role`
  })
  await world.admin`vacuum analyze`
}

type Plan = { 'Node Type': string; 'Index Name'?: string; Plans?: Plan[] }

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** The same read, which has each statement that lists threads by their age explained as well. */
function explaining(read: SqlScope, plans: Promise<Plan[]>[]): SqlScope {
  const sql = new Proxy(read.sql, {
    apply: (ask, self, [strings, ...values]: [TemplateStringsArray, ...unknown[]]) => {
      if (/^\s*select t\.id, t\.last_at/.test(strings[0] ?? '')) {
        const texts = [`explain (format json) ${strings[0]}`, ...strings.slice(1)]
        const explained = Object.assign(texts, { raw: texts }) as TemplateStringsArray
        const asked = ask<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(explained, ...(values as never[]))
        plans.push(Promise.resolve(asked).then(([row]) => (row ? nodesOf(row['QUERY PLAN'][0].Plan) : [])))
      }
      return Reflect.apply(ask, self, [strings, ...values]) as unknown
    },
  })
  return { ...read, sql }
}

it.each<[string, MailQuery]>([
  ['from', { from: BUSY }],
  ['to', { to: BUSY }],
  ['from and to', { from: BUSY, to: BUSY }],
])(
  'mail %s an address that stands everywhere is read from the newest on, by index, as the service’s login',
  async (_, query) => {
    const plans: Promise<Plan[]>[] = []
    const { threads, onlyNewest } = await company.read((read) =>
      findMail(explaining(read, plans), query, { id: '01999999-0000-7000-8000-000000000000' }, 20),
    )
    expect([threads.length, onlyNewest]).toEqual([20, null])
    const [page = [], ...more] = await Promise.all(plans)
    expect(more).toEqual([])
    const kinds = page.map((node) => node['Node Type'])
    expect(page.map((node) => node['Index Name'])).toContain('thread_workspace_id_last_at_idx')
    expect(kinds).not.toContain('Sort')
    expect(kinds).not.toContain('Seq Scan')
  },
)
