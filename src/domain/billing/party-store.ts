import type { Tx } from '../../db/in-workspace.js'
import { notFound } from '../../lib/errors.js'
import type { Party } from './settlement-item.js'

/** What a company or a colleague is called. Throws `not_found`. */
export async function getPartyName(tx: Tx, party: Party): Promise<string> {
  const { workspaceId } = tx.scope
  const named = party.companyId
    ? await tx.prisma.company.findUnique({ where: { workspaceId_id: { workspaceId, id: party.companyId } } })
    : await tx.prisma.staff.findUnique({ where: { workspaceId_id: { workspaceId, id: party.staffId ?? '' } } })
  if (!named) throw notFound(`There is no such ${party.companyId ? 'company' : 'colleague'}.`, party)
  return named.name
}
