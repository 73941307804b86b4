import type { SqlScope } from '../../db/sql-workspace.js'
import { type Money, money } from '../../lib/money.js'
import type { Approval, ApprovalState } from './approval.js'

/** An approval as lists and cards show it. */
export type ApprovalRow = Omit<Approval, 'proposal' | 'amountMinor' | 'currency'> & {
  amount: Money | null
  requestedBy: string
  decidedBy: string | null
  askedAt: Date
}

export type ApprovalFilter = {
  ids?: readonly string[]
  ref?: string
  states?: readonly ApprovalState[]
  /** Asked or decided by this person. */
  personId?: string
  /** Who looks: they see the kinds that they may decide, and what they asked for themselves. */
  seenBy?: { id: string; kinds: readonly string[] }
}

/** Open ones first, then the newest. */
export async function listApprovals(
  { sql, scope }: SqlScope,
  { ids, ref, states, personId, seenBy }: ApprovalFilter,
  most: number,
): Promise<ApprovalRow[]> {
  const rows = await sql<(Omit<ApprovalRow, 'amount'> & { minor: bigint | null; currency: string | null })[]>`
    select a.id, a.ref, a.kind, a.subject, a.title, a.content_hash as "contentHash", a.amount_minor as minor, a.currency,
      a.base_minor as "baseMinor", a.department, a.state, a.reason, a.note, a.solo, a.company_id as "companyId",
      a.staff_id as "staffId", a.requested_by_id as "requestedById", r.name as "requestedBy",
      a.decided_by_id as "decidedById", d.name as "decidedBy", a.expires_at as "expiresAt", a.decided_at as "decidedAt",
      a.created_at as "askedAt", a.version
    from approval a
    join staff r on r.workspace_id = a.workspace_id and r.id = a.requested_by_id
    left join staff d on d.workspace_id = a.workspace_id and d.id = a.decided_by_id
    where a.workspace_id = ${scope.workspaceId}
      and (${ids === undefined} or a.id = any(${(ids ?? []) as string[]}::uuid[]))
      and (${ref === undefined} or a.ref = ${ref ?? ''})
      and (${states === undefined} or a.state = any(${(states ?? []) as string[]}))
      and (${personId ?? null}::uuid is null or ${personId ?? null}::uuid in (a.requested_by_id, a.decided_by_id))
      and (${seenBy === undefined} or a.kind = any(${(seenBy?.kinds ?? []) as string[]})
        or ${seenBy?.id ?? null}::uuid in (a.requested_by_id, a.decided_by_id))
    order by (a.state = 'asked') desc, a.created_at desc, a.id desc limit ${most}`
  return rows.map(({ minor, currency, ...row }) => ({
    ...row,
    amount: minor === null || currency === null ? null : money(minor, currency),
  }))
}
