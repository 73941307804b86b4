import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { ReleaseSchedule as Row } from '../../generated/prisma/client.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import type { ReleaseKind, ReleasePart, ReleaseSchedule } from './release.js'

export type ScheduleWithReleases = ReleaseSchedule & { releases: readonly ReleasePart[] }

export async function insertSchedule(tx: Tx, schedule: ReleaseSchedule): Promise<void> {
  const { startsOn, endsOn, recognisedOn, stoppedOn, ...rest } = schedule
  await tx.prisma.releaseSchedule.create({
    data: {
      ...rest,
      workspaceId: tx.scope.workspaceId,
      startsOn: toDbDate(startsOn),
      endsOn: toDbDate(endsOn),
      recognisedOn: toDbDate(recognisedOn),
      stoppedOn: stoppedOn && toDbDate(stoppedOn),
    },
  })
}

/** Schedules that still run, locked until the transaction ends, with what they have released; all, or those of a document. */
export async function listRunning(
  tx: Tx,
  of: { invoiceId?: string; billId?: string; ref?: string } = {},
): Promise<ScheduleWithReleases[]> {
  const { workspaceId } = tx.scope
  await tx.prisma.$queryRaw`
    select id from release_schedule where workspace_id = ${workspaceId}::uuid and stopped_on is null order by id for update`
  const rows = await tx.prisma.releaseSchedule.findMany({
    where: { workspaceId, stoppedOn: null, ...of },
    include: { releases: { orderBy: { month: 'asc' } } },
    orderBy: [{ startsOn: 'asc' }, { ref: 'asc' }],
  })
  return rows.map(({ releases, ...row }) => ({ ...toSchedule(row), releases }))
}

export async function insertRelease(tx: Tx, scheduleId: string, part: ReleasePart, entryId: string): Promise<void> {
  await tx.prisma.release.create({
    data: { ...part, workspaceId: tx.scope.workspaceId, id: tx.newId(), scheduleId, entryId },
  })
}

export async function stopSchedule(tx: Tx, id: string, on: IsoDate): Promise<void> {
  const { workspaceId } = tx.scope
  const { count } = await tx.prisma.releaseSchedule.updateMany({
    where: { workspaceId, id, stoppedOn: null },
    data: { stoppedOn: toDbDate(on) },
  })
  if (count === 0) throw notFound('There is no such schedule that still runs.', { id })
}

/** Of one that belongs to no document: a credited document took back what was left. Throws `not_found`. */
export async function resumeSchedule(tx: Tx, ref: string): Promise<{ id: string; version: number }> {
  const { workspaceId } = tx.scope
  const [row] = await tx.prisma.releaseSchedule.updateManyAndReturn({
    where: { workspaceId, ref, stoppedOn: { not: null }, invoiceId: null, billId: null },
    data: { stoppedOn: null },
    select: { id: true, version: true },
  })
  if (!row) throw notFound(`There is no stopped schedule ${ref} that could run again. See: release list`, { ref })
  return row
}

/** A schedule as a list shows it. */
export type ScheduleRow = Pick<
  ReleaseSchedule,
  'ref' | 'kind' | 'memo' | 'currency' | 'amountMinor' | 'startsOn' | 'endsOn'
> & {
  company: string | null
  releasedMinor: bigint
  stoppedOn: IsoDate | null
}

/** Those that still hold something first, by their end. */
export const listSchedules = ({ sql, scope }: SqlScope, most: number): Promise<ScheduleRow[]> => sql<ScheduleRow[]>`
  select s.ref, s.kind, s.memo, s.currency, s.amount_minor as "amountMinor", s.starts_on as "startsOn", s.ends_on as "endsOn",
    s.stopped_on as "stoppedOn", c.name as company, coalesce(r.minor, 0)::bigint as "releasedMinor"
  from release_schedule s
  left join company c on c.workspace_id = s.workspace_id and c.id = s.company_id
  left join lateral (select sum(amount_minor) as minor from release r
    where r.workspace_id = s.workspace_id and r.schedule_id = s.id) r on true
  where s.workspace_id = ${scope.workspaceId}
  order by s.stopped_on is not null or coalesce(r.minor, 0) = s.amount_minor, s.ends_on, s.ref limit ${most}`

const toSchedule = (row: Row): ReleaseSchedule => ({
  ...row,
  kind: row.kind as ReleaseKind,
  startsOn: fromDbDate(row.startsOn),
  endsOn: fromDbDate(row.endsOn),
  recognisedOn: fromDbDate(row.recognisedOn),
  stoppedOn: row.stoppedOn && fromDbDate(row.stoppedOn),
})
