import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Rhythm } from './report-schedule.js'

/** Who gets a report: a colleague, a Slack channel by its id, or somebody outside the company. */
export type Recipient = { staffId: string } | { channel: string } | { address: string }

/** One of a kept schedule, with the name that people read. */
export type KeptRecipient = {
  id: string
  staffId: string | null
  channel: string | null
  address: string | null
  name: string
}

export type ScheduleRow = Rhythm & {
  id: string
  ref: string
  /** As typed after `report`. */
  words: string
  ownerId: string
  ownerName: string
  nextAt: Date
  sentAt: Date | null
  stoppedAt: Date | null
  version: number
  recipients: readonly KeptRecipient[]
}

/** Which schedules; what is absent does not narrow. `dueAt`: those whose time has come by then. `for`: somebody owns or gets it; `recipient`: the one of that recipient. */
export type ScheduleFilter = {
  ids?: readonly string[]
  ref?: string
  for?: string
  recipient?: string
  dueAt?: Date
  running?: boolean
}

export const listSchedules = (
  { sql, scope }: SqlScope,
  filter: ScheduleFilter,
  limit = 100,
): Promise<ScheduleRow[]> => sql<ScheduleRow[]>`
  select s.id::text, s.ref, s.words, s.every, s.day, s.hour, s.time_zone as "timeZone", s.next_at as "nextAt", s.sent_at as "sentAt",
    s.stopped_at as "stoppedAt", s.version, s.owner_id::text as "ownerId", o.name as "ownerName",
    (select coalesce(json_agg(json_build_object('id', r.id, 'staffId', r.staff_id, 'channel', r.channel, 'address', r.address,
        'name', coalesce(p.name, '#' || c.name, r.channel, r.address)) order by r.id), '[]')
      from report_recipient r left join staff p on p.workspace_id = r.workspace_id and p.id = r.staff_id
      left join chat_channel c on c.workspace_id = r.workspace_id and c.channel = r.channel
      where r.workspace_id = s.workspace_id and r.schedule_id = s.id) as recipients
  from report_schedule s join staff o on o.workspace_id = s.workspace_id and o.id = s.owner_id
  where s.workspace_id = ${scope.workspaceId}
    ${filter.ids ? sql`and s.id = any(${[...filter.ids]}::uuid[])` : sql``}
    ${filter.ref === undefined ? sql`` : sql`and s.ref = ${filter.ref}`}
    ${
      filter.recipient === undefined
        ? sql``
        : sql`and s.id = (select schedule_id from report_recipient where workspace_id = s.workspace_id and id = ${filter.recipient})`
    }
    ${filter.running ? sql`and s.stopped_at is null` : sql``}
    ${filter.dueAt ? sql`and s.next_at <= ${filter.dueAt}` : sql``}
    ${
      filter.for === undefined
        ? sql``
        : sql`and (s.owner_id = ${filter.for} or exists (select from report_recipient r where r.workspace_id = s.workspace_id
            and r.schedule_id = s.id and r.staff_id = ${filter.for}))`
    }
  order by s.next_at, s.id limit ${limit}`

export type NewSchedule = Rhythm & { words: string; ownerId: string; nextAt: Date; recipients: readonly Recipient[] }

export async function insertSchedule(tx: Tx, schedule: NewSchedule): Promise<{ id: string; ref: string }> {
  const { workspaceId } = tx.scope
  const { recipients, ...data } = schedule
  const id = tx.newId()
  const ref = await nextRef(tx, 'report_schedule', 'RPT')
  await tx.prisma.reportSchedule.create({ data: { workspaceId, id, ref, ...data } })
  await tx.prisma.reportRecipient.createMany({
    data: recipients.map((recipient) => ({ workspaceId, id: tx.newId(), scheduleId: id, ...recipient })),
  })
  return { id, ref }
}

/** Stops one, or lets it go on at that instant. False when it is so already. */
export async function stopSchedule(tx: Tx, id: string, goesOnAt: Date | null): Promise<boolean> {
  const { count } = await tx.prisma.reportSchedule.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, stoppedAt: goesOnAt ? { not: null } : null },
    data: goesOnAt ? { stoppedAt: null, nextAt: goesOnAt } : { stoppedAt: tx.now },
  })
  return count === 1
}

/** False when it is not there any more. */
export async function deleteRecipient(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.prisma.reportRecipient.deleteMany({ where: { workspaceId: tx.scope.workspaceId, id } })
  return count === 1
}

/** After a sending: the next one. Another worker's, that was as far, is not taken back. */
export async function noteSent(tx: Tx, { id, nextAt }: Pick<ScheduleRow, 'id' | 'nextAt'>, next: Date): Promise<void> {
  await tx.prisma.reportSchedule.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, nextAt },
    data: { nextAt: next, sentAt: tx.now },
  })
}
