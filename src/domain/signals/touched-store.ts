import type { SqlScope } from '../../db/sql-workspace.js'
import type { OpenSignal } from './define-signal.js'

const DID: Readonly<Record<string, string>> = {
  note: 'noted something',
  call: 'called them',
  meeting: 'met them',
  task: 'planned what to do',
  mail: 'wrote to them',
}

/**
 * On which of these signals somebody of ours acted since they were found, and what they did: noted, called, met, planned or wrote a mail,
 * on the customer, a deal or a person of theirs. By the signals' ids, as a line.
 */
export async function listTouched(
  { sql, scope }: SqlScope,
  open: readonly OpenSignal[],
): Promise<ReadonlyMap<string, string>> {
  const asked = open.flatMap(({ id, companyId, foundAt }) =>
    companyId ? [{ id, company: companyId, since: foundAt }] : [],
  )
  const rows = await sql<{ id: string; company: string; kind: string; name: string | null }[]>`
    select s.id, c.name as company, coalesce(a.kind, 'mail') as kind, a.name
      from json_to_recordset(${JSON.stringify(asked)}::text::json) as s(id uuid, company uuid, since timestamptz)
      join company c on c.workspace_id = ${scope.workspaceId} and c.id = s.company
      left join lateral (
        select a.kind, b.name from activity a join staff b on b.workspace_id = a.workspace_id and b.id = a.by_id
         where a.workspace_id = ${scope.workspaceId} and a.created_at >= s.since and (a.company_id = s.company
           or a.deal_id in (select d.id from deal d where d.workspace_id = ${scope.workspaceId} and d.company_id = s.company)
           or a.contact_id in (select p.id from contact p where p.workspace_id = ${scope.workspaceId} and p.company_id = s.company))
         order by a.created_at limit 1) a on true
     where a.kind is not null or exists (
       select from thread_link l
         join thread t on t.workspace_id = l.workspace_id and t.id = l.thread_id and t.last_at >= s.since
         join message m on m.workspace_id = t.workspace_id and m.thread_id = t.id and m.sent_at >= s.since
        where l.workspace_id = ${scope.workspaceId} and l.company_id = s.company and l.removed_at is null
          and m.direction = 'out' and m.class = 'person')`
  return new Map(
    rows.map(({ id, company, kind, name }) => [id, `${name ?? 'One of us'} ${DID[kind] ?? 'acted'}: ${company}`]),
  )
}
