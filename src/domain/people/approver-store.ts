import type { Tx } from '../../db/in-workspace.js'
import { oneAtATime } from '../../db/one-at-a-time.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Approval, Approver, DecisionSetting } from './approval.js'
import type { ApprovalKind } from './define-approval.js'

type Row = Omit<Approver, 'grants'> & {
  grants: { all: boolean; limits: { department: string | null; minor: string }[] }[]
}

/**
 * Everybody whose roles let them decide a kind, in order of name; one person alone with `id`. Somebody's delegate gains nothing by it:
 * only own roles count.
 */
export async function listApprovers(
  { sql, scope }: SqlScope,
  { name, needs }: Pick<ApprovalKind, 'name' | 'needs'>,
  id: string | null = null,
): Promise<Approver[]> {
  const rows = await sql<Row[]>`
    select s.id::text as id, s.name, s.email, s.department,
      case when s.slack_verified_at is not null then s.slack_user_id end as "slackUserId",
      jsonb_agg(jsonb_build_object('all', ${needs}::text = any(r.capabilities), 'limits', coalesce((
        select jsonb_agg(jsonb_build_object('department', l.department, 'minor', l.limit_minor::text))
        from approval_limit l where l.workspace_id = r.workspace_id and l.role_id = r.id and l.kind = ${name}), '[]'))) as grants
    from staff s
    join staff_role h on h.workspace_id = s.workspace_id and h.staff_id = s.id
    join role r on r.workspace_id = h.workspace_id and r.id = h.role_id
    where s.workspace_id = ${scope.workspaceId}::uuid and s.active and (${id}::uuid is null or s.id = ${id}::uuid)
      and (${needs}::text = any(r.capabilities) or ${`${needs}:own`}::text = any(r.capabilities))
    group by s.workspace_id, s.id order by s.name, s.id`
  return rows.map(({ grants, ...person }) => ({
    ...person,
    grants: grants.map(({ all, limits }) => ({
      reach: all ? ('all' as const) : ('own' as const),
      limits: limits.map(({ department, minor }) => ({ department, minor: BigInt(minor) })),
    })),
  }))
}

/** Limited decisions about one counterparty wait for each other from here on, so that two at once don't pass one limit. */
export async function holdLimit(tx: Tx, approval: Approval): Promise<void> {
  await oneAtATime(tx, `approval ${approval.kind} ${approval.companyId ?? approval.staffId ?? ''}`)
}

export const getDecisionSetting = (tx: Tx, approval: Approval): Promise<DecisionSetting> =>
  readDecisionSetting(sqlInTx(tx), approval)

/** The month is the company's own: its time zone says when it begins. */
export async function readDecisionSetting(
  { sql, scope, now }: SqlScope,
  { id, kind, companyId, staffId }: Pick<Approval, 'id' | 'kind' | 'companyId' | 'staffId'>,
): Promise<DecisionSetting> {
  const [row] = await sql<{ baseCurrency: string; people: bigint; used: string }[]>`
    select w.base_currency as "baseCurrency",
      (select count(*) from staff s where s.workspace_id = w.id and s.active)::bigint as people,
      (select coalesce(sum(a.base_minor), 0)::text from approval a
        where a.workspace_id = w.id and a.kind = ${kind} and a.state = 'approved' and a.limit_minor is not null and a.id <> ${id}::uuid
          and (a.company_id = ${companyId}::uuid or a.staff_id = ${staffId}::uuid)
          and a.decided_at >= date_trunc('month', ${now}::timestamptz, w.time_zone)) as used
    from workspace w where w.id = ${scope.workspaceId}::uuid`
  return {
    baseCurrency: row?.baseCurrency ?? '',
    solo: row?.people === 1n,
    usedMinor: BigInt(row?.used ?? 0),
  }
}
