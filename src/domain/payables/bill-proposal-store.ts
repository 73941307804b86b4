import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { addressKey, isFreeMail, registrableDomain } from '../../lib/address-key.js'
import { type BillProposal, documentJson, type ProposalState, readDocument } from './bill-proposal.js'
import type { ReceivedDocument } from './received-document.js'

/** The supplier whom an address belongs to: a contact's company, else the one company with its domain, if it billed us before. */
export async function findSupplierBy(
  { sql, scope }: SqlScope,
  address: string,
): Promise<{ id: string; name: string } | null> {
  const key = addressKey(address)
  const domain = registrableDomain(key.slice(key.indexOf('@') + 1))
  const domains = domain !== null && !isFreeMail(domain) ? [domain] : []
  const rows = await sql<{ id: string; name: string }[]>`
    select c.id::text as id, c.name from company c
    where c.workspace_id = ${scope.workspaceId} and 'supplier' = any(c.roles) and (
      exists (select from contact_address a join contact p on p.workspace_id = a.workspace_id and p.id = a.contact_id
        where a.workspace_id = c.workspace_id and a.address_key = ${key} and p.company_id = c.id)
      or exists (select from company_domain d where d.workspace_id = c.workspace_id and d.company_id = c.id and d.domain = any(${domains})))
    limit 2`
  const [only, another] = rows
  return only && !another ? only : null
}

export type NewProposal = {
  sourceHash: string
  document: ReceivedDocument | null
  problem: string | null
  companyId: string
  messageId: string
}

/** Null where this mail's file was proposed before, by whichever run. */
export async function insertProposal(tx: Tx, { document, ...given }: NewProposal): Promise<string | null> {
  const { workspaceId } = tx.scope
  const id = tx.newId()
  const ref = await nextRef(tx, 'bill-proposal', 'PROP')
  const count = await tx.prisma.$executeRaw`
    insert into bill_proposal (workspace_id, id, ref, source_hash, document, problem, company_id, message_id)
    values (${workspaceId}::uuid, ${id}::uuid, ${ref}, ${given.sourceHash}, ${document && documentJson(document)}::jsonb,
      ${given.problem}, ${given.companyId}::uuid, ${given.messageId}::uuid)
    on conflict (workspace_id, message_id, source_hash) do nothing`
  return count === 0 ? null : id
}

/** Whoever was asked about it is told in place. */
export async function saveProposalState(tx: Tx, id: string, state: ProposalState, billId: string | null = null) {
  await tx.prisma.billProposal.updateMany({ where: { workspaceId: tx.scope.workspaceId, id }, data: { state, billId } })
  await tx.outbox('bill.proposal-settled', { proposalId: id })
}

/** The bill that it is; null where it isn't entered. */
export async function enteredAs(tx: Tx, id: string): Promise<string | null> {
  const where = { workspaceId: tx.scope.workspaceId, id }
  return (await tx.prisma.billProposal.findFirst({ where, select: { billId: true } }))?.billId ?? null
}

type Row = Omit<BillProposal, 'document' | 'supplier'> & {
  document: unknown
  supplierId: string
  supplierRef: string
  supplierName: string
}

/** Newest first. */
export async function listProposals(
  { sql, scope }: SqlScope,
  filter: { ids?: readonly string[]; ref?: string; state?: ProposalState; messageId?: string },
  most: number,
): Promise<BillProposal[]> {
  const rows = await sql<Row[]>`
    select p.id::text as id, p.ref, p.state, p.document, p.problem, p.version, c.id::text as "supplierId", c.ref as "supplierRef",
      c.name as "supplierName", t.ref as thread, m.id::text as "messageId", m.sent_at as "sentAt", b.ref as bill,
      array(select f.filename from bill_file f where f.workspace_id = p.workspace_id and f.proposal_id = p.id order by f.created_at, f.id) as files
    from bill_proposal p
    join company c on c.workspace_id = p.workspace_id and c.id = p.company_id
    join message m on m.workspace_id = p.workspace_id and m.id = p.message_id
    join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
    left join bill b on b.workspace_id = p.workspace_id and b.id = p.bill_id
    where p.workspace_id = ${scope.workspaceId}::uuid
      and (${filter.ids === undefined} or p.id = any(${[...(filter.ids ?? [])]}::uuid[]))
      and (${filter.ref ?? null}::text is null or p.ref = ${filter.ref ?? null})
      and (${filter.state ?? null}::text is null or p.state = ${filter.state ?? null})
      and (${filter.messageId ?? null}::uuid is null or p.message_id = ${filter.messageId ?? null}::uuid)
    order by p.created_at desc, p.id desc limit ${most}`
  return rows.map(({ document, supplierId: id, supplierRef: ref, supplierName: name, ...row }) => ({
    ...row,
    document: readDocument(document),
    supplier: { id, ref, name },
  }))
}
