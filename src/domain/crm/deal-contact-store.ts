import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** Somebody who plays a part in a deal. */
export type DealPerson = { id: string; ref: string; name: string; title: string | null; role: string }

export const listDealPeople = ({ sql, scope }: SqlScope, dealId: string): Promise<DealPerson[]> => sql<DealPerson[]>`
  select p.id, p.ref, p.name, p.title, c.role
    from deal_contact c join contact p on p.workspace_id = c.workspace_id and p.id = c.contact_id
   where c.workspace_id = ${scope.workspaceId} and c.deal_id = ${dealId} order by c.id`

export type DealPart = { id: string; role: string; version: number }

export const findDealPart = (tx: Tx, dealId: string, contactId: string): Promise<DealPart | null> =>
  tx.prisma.dealContact.findUnique({
    where: { workspaceId_dealId_contactId: { workspaceId: tx.scope.workspaceId, dealId, contactId } },
    select: { id: true, role: true, version: true },
  })

/** Gives somebody a part in a deal, or another one. */
export async function putDealPart(tx: Tx, dealId: string, contactId: string, role: string): Promise<DealPart> {
  const { workspaceId } = tx.scope
  const where = { workspaceId_dealId_contactId: { workspaceId, dealId, contactId } }
  const create = { workspaceId, id: tx.newId(), dealId, contactId, role }
  return tx.prisma.dealContact.upsert({
    where,
    create,
    update: { role },
    select: { id: true, role: true, version: true },
  })
}

export async function deleteDealPart(tx: Tx, id: string): Promise<void> {
  await tx.prisma.dealContact.delete({ where: { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } } })
}
