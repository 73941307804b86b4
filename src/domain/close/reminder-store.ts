import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { type IsoDate, toDbDate } from '../../lib/dates.js'

export type ReminderChannel = 'slack' | 'mail'
/** `void`: nothing was left to say; `missed`: their day was over. */
export type ReminderState = 'planned' | 'sent' | 'void' | 'missed'

export type PlannedReminder = { staffId: string; day: IsoDate; channel: ReminderChannel; tasks: readonly string[] }

/** Plans what people are to hear on a day of theirs, and the errand that sends it; whose day is planned is left alone. */
export async function planReminders(tx: Tx, planned: readonly PlannedReminder[]): Promise<void> {
  const { workspaceId } = tx.scope
  for (const { day, tasks, ...reminder } of planned) {
    const id = tx.newId()
    const { count } = await tx.prisma.closeReminder.createMany({
      data: { ...reminder, tasks: [...tasks], day: toDbDate(day), workspaceId, id },
      skipDuplicates: true,
    })
    if (count === 1) await tx.outbox('close.reminder', { reminderId: id })
  }
}

/** Whose day is planned already, as `staff:day`. */
export const listPlanned = (read: SqlScope, days: readonly IsoDate[]): Promise<Set<string>> =>
  selectDays(read, days, read.sql`true`)

/** Who was told in Slack on these days, as `staff:day`. */
export const listSentOn = (read: SqlScope, days: readonly IsoDate[]): Promise<Set<string>> =>
  selectDays(read, days, read.sql`state = 'sent' and channel = 'slack'`)

async function selectDays(
  { sql, scope }: SqlScope,
  days: readonly IsoDate[],
  which: ReturnType<SqlScope['sql']>,
): Promise<Set<string>> {
  const rows = await sql<{ key: string }[]>`
    select staff_id || ':' || day as key from close_reminder
     where workspace_id = ${scope.workspaceId} and day = any(${days as string[]}::date[]) and ${which}`
  return new Set(rows.map(({ key }) => key))
}

export type StoredReminder = {
  id: string
  staffId: string
  day: IsoDate
  channel: ReminderChannel
  state: ReminderState
}

export async function findReminder(
  { sql, scope }: SqlScope,
  which: { id: string } | { staffId: string; day: IsoDate },
): Promise<StoredReminder | null> {
  const [row] = await sql<StoredReminder[]>`
    select id, staff_id as "staffId", day::text, channel, state from close_reminder
     where workspace_id = ${scope.workspaceId}
       and ${'id' in which ? sql`id = ${which.id}` : sql`staff_id = ${which.staffId} and day = ${which.day}`}`
  return row ?? null
}

export async function saveReminder(
  tx: Tx,
  id: string,
  data: { state: ReminderState; channel?: ReminderChannel },
): Promise<void> {
  await tx.prisma.closeReminder.updateMany({ where: { id }, data })
}

/** The day before this one on which somebody was told last; null: never. */
export async function lastTold({ sql, scope }: SqlScope, staffId: string, before: IsoDate): Promise<IsoDate | null> {
  const [row] = await sql<{ day: IsoDate | null }[]>`
    select max(day)::text as day from close_reminder
     where workspace_id = ${scope.workspaceId} and staff_id = ${staffId} and state = 'sent' and day < ${before}`
  return row?.day ?? null
}
