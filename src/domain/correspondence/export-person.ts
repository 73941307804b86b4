import type { SqlScope } from '../../db/sql-workspace.js'
import { levelOf } from './visibility-sql.js'

/** Tables that name a contact or an address, and under what a person's file has them. A test compares this with the schema. */
export const PERSON_TABLES = {
  contact_address: 'addresses',
  contact_phone: 'phones',
  activity: 'activities',
  deal: 'deals',
  deal_contact: 'dealRoles',
  quote: 'quotes',
  invoice: 'invoices',
  support_case: 'cases',
  case_reply: 'replies',
  bounce: 'bounces',
  participant: 'mail',
  thread_link: 'threads',
} as const

/** And those that say nothing of a person who is no colleague. */
export const NO_PERSON_TABLES = ['mailbox'] as const

/** Everything that is stored about a person, as rows for a file; mail as far as the asker may see it. */
export async function loadPerson(read: SqlScope, contactId: string, asker: { id: string }) {
  const addresses = await listAddresses(read, contactId)
  const [record, sent, mail, meetings] = await Promise.all([
    loadRecord(read, contactId),
    loadSent(read, contactId, addresses),
    listMail(read, contactId, asker),
    listMeetings(read, contactId, asker),
  ])
  return {
    ...record,
    addresses,
    ...sent,
    meetings,
    mail: mail.filter(({ level }) => level >= 0),
    hidden: mail.filter(({ level }) => level < 2).length,
  }
}

type Address = { address: string; key: string; health: string; created_at: Date }

const listAddresses = ({ sql, scope }: SqlScope, contactId: string): Promise<Address[]> => sql<Address[]>`
  select address, address_key as key, health, created_at from contact_address
   where workspace_id = ${scope.workspaceId} and contact_id = ${contactId} order by id`

/** What the CRM and the books say of them, and every change of it: an address that was taken off stands there alone. */
async function loadRecord({ sql, scope }: SqlScope, contactId: string) {
  const ws = scope.workspaceId
  const [contact, phones, activities, deals, dealRoles, quotes, invoices, cases, threads, history] = await Promise.all([
    sql`select ref, name, title, origin, consent, tags, custom, last_contacted_at, created_at from contact
      where workspace_id = ${ws} and id = ${contactId}`,
    sql`select phone, created_at from contact_phone where workspace_id = ${ws} and contact_id = ${contactId} order by id`,
    sql`select kind, at, body from activity where workspace_id = ${ws} and contact_id = ${contactId} order by at`,
    sql`select ref, title, status, created_at from deal where workspace_id = ${ws} and contact_id = ${contactId} order by ref`,
    sql`select d.ref, d.title, c.role from deal_contact c join deal d on d.workspace_id = c.workspace_id and d.id = c.deal_id
      where c.workspace_id = ${ws} and c.contact_id = ${contactId} order by d.ref`,
    sql`select ref, title, status, quote_date, sent_at, sent_to from quote where workspace_id = ${ws} and contact_id = ${contactId} order by ref`,
    sql`select number, status, issue_date from invoice where workspace_id = ${ws} and contact_id = ${contactId} order by number`,
    sql`select ref, subject, status, opened_at, closed_at, resolution from support_case
      where workspace_id = ${ws} and contact_id = ${contactId} order by opened_at`,
    sql`select t.ref, l.origin, l.created_at from thread_link l join thread t on t.workspace_id = l.workspace_id and t.id = l.thread_id
      where l.workspace_id = ${ws} and l.contact_id = ${contactId} and l.removed_at is null and l.mailbox_id is null
        and t.private_at is null order by l.created_at`,
    sql`select at, entity, action, before, after from audit_log where workspace_id = ${ws}
        and (entity = 'contact' and entity_id = ${contactId}
          or entity in ('contact_address', 'contact_phone') and ${contactId} in (before ->> 'contact_id', after ->> 'contact_id'))
      order by at, id`,
  ])
  return {
    contact: contact[0] ?? null,
    phones,
    activities,
    deals,
    dealRoles,
    quotes,
    invoices,
    cases,
    threads,
    history,
  }
}

/** What we wrote to their addresses, and what became of it. */
async function loadSent({ sql, scope }: SqlScope, contactId: string, addresses: readonly Address[]) {
  const ws = scope.workspaceId
  const keys = addresses.map(({ key }) => key)
  const written = addresses.map(({ address }) => address.toLowerCase())
  const [replies, deliveries, bounces] = await Promise.all([
    sql`select c.ref, r.at, r.recipient, r.subject, r.text from case_reply r
        join support_case c on c.workspace_id = r.workspace_id and c.id = r.case_id
      where r.workspace_id = ${ws} and (c.contact_id = ${contactId} or r.recipient_key = any(${keys})) order by r.at`,
    sql`select occasion, recipient, state, sent_at from delivery
      where workspace_id = ${ws} and channel = 'mail' and lower(recipient) = any(${written}) order by created_at`,
    sql`select kind, status, said, at from bounce where workspace_id = ${ws} and address_key = any(${keys}) order by at`,
  ])
  return { replies, deliveries, bounces }
}

export type PersonMail = {
  at: Date
  role: string
  from: string
  thread: string
  level: number
  subject: string | null
  text: string | null
  files: string[] | null
}

const listMail = (read: SqlScope, contactId: string, asker: { id: string }): Promise<PersonMail[]> => read.sql<
  PersonMail[]
>`
  select m.sent_at as at, p.role, m.from_address as "from", t.ref as thread, s.level,
         case when s.level >= 1 then m.subject end as subject, case when s.level = 2 then m.text end as text,
         case when s.level = 2 then array(select a.filename from attachment a
           where a.workspace_id = m.workspace_id and a.message_id = m.id order by a.id) end as files
    ${mailsOf(read, contactId, asker)} order by m.sent_at, m.id`

const listMeetings = (read: SqlScope, contactId: string, asker: { id: string }) => read.sql`
  select distinct g.starts_at, g.ends_at, g.summary, g.location, g.status from meeting g join (
    select m.workspace_id, m.id ${mailsOf(read, contactId, asker)} and s.level = 2) i
      on i.workspace_id = g.workspace_id and i.id = g.message_id
   order by g.starts_at`

/** Mail that names one of their addresses: `m` in thread `t`, by `p`, of which the asker sees `s.level`. */
const mailsOf = (read: SqlScope, contactId: string, asker: { id: string }) => read.sql`
  from participant p
  join contact_address a on a.workspace_id = p.workspace_id and a.address_key = p.address_key and a.contact_id = ${contactId}
  join message m on m.workspace_id = p.workspace_id and m.id = p.message_id
  join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
  cross join lateral (select ${levelOf(read, asker.id)} as level) s
 where p.workspace_id = ${read.scope.workspaceId} and (p.role <> 'bcc' or s.level = 2)`
