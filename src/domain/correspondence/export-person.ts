import type { SqlScope } from '../../db/sql-workspace.js'
import { levelOf } from './visibility-sql.js'

/** Everything that is stored about a person, as rows for a file; mail as far as the asker may see it. */
export async function loadPerson(read: SqlScope, contactId: string, asker: { id: string }) {
  const { sql, scope } = read
  const ws = scope.workspaceId
  const [contact, addresses, phones, activities, deals, invoices, mail] = await Promise.all([
    sql`select ref, name, title, origin, consent, tags, custom, last_contacted_at, created_at from contact
      where workspace_id = ${ws} and id = ${contactId}`,
    sql`select address, health, created_at from contact_address where workspace_id = ${ws} and contact_id = ${contactId} order by id`,
    sql`select phone, created_at from contact_phone where workspace_id = ${ws} and contact_id = ${contactId} order by id`,
    sql`select kind, at, body from activity where workspace_id = ${ws} and contact_id = ${contactId} order by at`,
    sql`select ref, title, status, created_at from deal where workspace_id = ${ws} and contact_id = ${contactId} order by ref`,
    sql`select number, status, issue_date from invoice where workspace_id = ${ws} and contact_id = ${contactId} order by number`,
    sql<PersonMail[]>`
      select m.sent_at as at, p.role, m.from_address as "from", t.ref as thread, s.level,
             case when s.level >= 1 then m.subject end as subject, case when s.level = 2 then m.text end as text
        from participant p
        join contact_address a on a.workspace_id = p.workspace_id and a.address_key = p.address_key and a.contact_id = ${contactId}
        join message m on m.workspace_id = p.workspace_id and m.id = p.message_id
        join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
        cross join lateral (select ${levelOf(read, asker.id)} as level) s
       where p.workspace_id = ${ws} and (p.role <> 'bcc' or s.level = 2) order by m.sent_at, m.id`,
  ])
  const seen = mail.filter(({ level }) => level >= 0)
  return {
    contact: contact[0] ?? null,
    addresses,
    phones,
    activities,
    deals,
    invoices,
    mail: seen,
    hidden: mail.filter(({ level }) => level < 2).length,
  }
}

export type PersonMail = {
  at: Date
  role: string
  from: string
  thread: string
  level: number
  subject: string | null
  text: string | null
}
