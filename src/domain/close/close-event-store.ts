import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** What happens to a close as a whole. */
export type CloseEventKind =
  | 'locked'
  | 'hard_locked'
  | 'unlocked'
  | 'reopening_asked'
  | 'reopening_refused'
  | 'opened_again'
  | 'closed_again'
  | 'binder_made'

/** Notes it for good; the thread of the close's card tells it. */
export async function noteCloseEvent(
  tx: Tx,
  closeId: string,
  event: { kind: CloseEventKind; note?: string; data?: object },
): Promise<void> {
  const { workspaceId, actorId } = tx.scope
  await tx.prisma.closeEvent.create({
    data: { workspaceId, id: tx.newId(), closeId, at: tx.now, byId: actorId, ...event },
  })
  await tx.outbox('close.changed', { closeId })
}

/** Once for one cause: what a job does twice is noted once. */
export async function noteOnce(
  tx: Tx,
  closeId: string,
  event: { kind: CloseEventKind; note?: string; data: { cause: string } },
): Promise<void> {
  const { cause } = event.data
  const known = await tx.prisma.closeEvent.count({
    where: { closeId, kind: event.kind, data: { path: ['cause'], equals: cause } },
  })
  if (known === 0) await noteCloseEvent(tx, closeId, event)
}

/** When an archive of this SHA-256 was bound of a close, and by whom; null for one that never was. */
export async function findBound(
  { sql, scope }: SqlScope,
  month: string,
  zipSha256: string,
): Promise<{ at: Date; by: string | null } | null> {
  const [found] = await sql<{ at: Date; by: string | null }[]>`
    select e.at, s.name as by from close_event e
    join close c on c.workspace_id = e.workspace_id and c.id = e.close_id
    left join staff s on s.workspace_id = e.workspace_id and s.id = e.by_id
    where e.workspace_id = ${scope.workspaceId}::uuid and c.month = ${month} and e.kind = 'binder_made'
      and e.data ->> 'zipSha256' = ${zipSha256}
    order by e.at limit 1`
  return found ?? null
}

/** The closes whose span has a period in it: of its month, its quarter and its year. */
export async function listClosesOfPeriod(tx: Tx, periodId: string): Promise<{ id: string; month: string }[]> {
  return tx.prisma.$queryRaw<{ id: string; month: string }[]>`
    select c.id::text as id, c.month from close c
    join period last on last.workspace_id = c.workspace_id and last.id = c.period_id
    join period p on p.workspace_id = c.workspace_id and p.id = ${periodId}::uuid and p.year = last.year
      and p.number between last.number - case c.kind when 'quarter' then 2 when 'year' then 11 else 0 end and last.number
    where c.workspace_id = ${tx.scope.workspaceId}::uuid order by c.month`
}
