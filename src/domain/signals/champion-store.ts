import type { SqlScope } from '../../db/sql-workspace.js'

/** An open deal that hangs on somebody. */
export type HangingDeal = {
  contactId: string
  contactRef: string
  contact: string
  /** "Champion", or "Main contact". */
  role: string
  companyId: string
  company: string
  deal: string
  title: string
  minor: bigint | null
  currency: string
  ownerId: string
}

/** The open deals of whose champion, or main contact, this is an address; the largest first. */
export const listHangingOn = ({ sql, scope }: SqlScope, addressKey: string): Promise<HangingDeal[]> => sql<
  HangingDeal[]
>`
  select p.id as "contactId", p.ref as "contactRef", p.name as contact, coalesce(r.role, 'Main contact') as role,
         c.id as "companyId", c.name as company, d.ref as deal, d.title, d.amount_minor as minor, d.currency, d.owner_id as "ownerId"
    from contact_address a
    join contact p on p.workspace_id = a.workspace_id and p.id = a.contact_id
    join lateral (
      select k.deal_id, k.role from deal_contact k
       where k.workspace_id = p.workspace_id and k.contact_id = p.id and lower(k.role) = 'champion'
      union select id, null from deal where workspace_id = p.workspace_id and company_id = p.company_id and contact_id = p.id) r on true
    join deal d on d.workspace_id = p.workspace_id and d.id = r.deal_id and d.status = 'open'
    join company c on c.workspace_id = d.workspace_id and c.id = d.company_id
   where a.workspace_id = ${scope.workspaceId} and a.address_key = ${addressKey}
   order by d.amount_minor desc nulls last, r.role nulls last, d.id`
