import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import type { NeverLogRule } from './never-log.js'

/** The company's rules and, with `staffId`, that person's; all of them without. */
export const listNeverLog = ({ sql, scope }: SqlScope, staffId?: string): Promise<NeverLogRule[]> => sql<
  NeverLogRule[]
>`
  select id, kind, pattern, staff_id as "staffId" from never_log
   where workspace_id = ${scope.workspaceId}
     ${staffId === undefined ? sql`` : sql`and (staff_id is null or staff_id = ${staffId})`}
   order by staff_id nulls first, pattern`

/** Adds a rule, or answers the one that is there. The errand names the rule alone: whom it is about stands nowhere else. */
export async function putNeverLog(tx: Tx, rule: Omit<NeverLogRule, 'id'>): Promise<NeverLogRule & { added: boolean }> {
  const { workspaceId } = tx.scope
  const { pattern, staffId } = rule
  const known = await tx.prisma.neverLog.findFirst({ where: { workspaceId, pattern, staffId } })
  if (known) return { ...rule, id: known.id, added: false }
  const id = tx.newId()
  await tx.prisma.neverLog.create({ data: { ...rule, workspaceId, id } })
  await tx.outbox('never-log.added', { ruleId: id })
  return { ...rule, id, added: true }
}

/** Throws `not_found`. Answers what it was. */
export async function deleteNeverLog(tx: Tx, id: string): Promise<NeverLogRule> {
  const where = { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } }
  const rule = await tx.prisma.neverLog.findUnique({ where })
  if (!rule) throw notFound('There is no such rule any more.', { id })
  await tx.prisma.neverLog.delete({ where })
  return { id, kind: rule.kind as NeverLogRule['kind'], pattern: rule.pattern, staffId: rule.staffId }
}
