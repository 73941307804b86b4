import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { invalid } from '../../lib/errors.js'

/** Up to how much, in the base currency, the holders of a role approve of a kind: of a department, or (null) of all. */
export type ApprovalLimit = { kind: string; role: string; department: string | null; limitMinor: bigint }

export const listLimits = ({ sql, scope }: SqlScope): Promise<ApprovalLimit[]> => sql<ApprovalLimit[]>`
  select l.kind, r.name as role, l.department, l.limit_minor as "limitMinor"
  from approval_limit l join role r on r.workspace_id = l.workspace_id and r.id = l.role_id
  where l.workspace_id = ${scope.workspaceId} order by l.kind, r.name, l.department nulls first`

/** Sets or (null) lifts a limit; answers what it was before. Throws `invalid` for a role that isn't there. */
export async function putLimit(
  tx: Tx,
  { kind, role: name, department, limitMinor }: Omit<ApprovalLimit, 'limitMinor'> & { limitMinor: bigint | null },
): Promise<bigint | null> {
  const { workspaceId } = tx.scope
  const roles = await tx.prisma.role.findMany({ where: { workspaceId }, orderBy: { name: 'asc' } })
  const role = roles.find((each) => each.name === name.toLowerCase())
  if (!role) throw invalid(`There is no role "${name}". Roles here: ${roles.map((each) => each.name).join(', ')}.`)
  const where = { workspaceId, kind, department, roleId: role.id }
  const before = await tx.prisma.approvalLimit.findFirst({ where })
  if (limitMinor === null) await tx.prisma.approvalLimit.deleteMany({ where })
  else if (before) await tx.prisma.approvalLimit.updateMany({ where, data: { limitMinor } })
  else await tx.prisma.approvalLimit.create({ data: { ...where, id: tx.newId(), limitMinor } })
  return before?.limitMinor ?? null
}
