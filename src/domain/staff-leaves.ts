import type { Tx } from '../db/in-workspace.js'
import { removeSearchDocument } from '../db/search-document.js'
import { sqlInTx } from '../db/sql-in-tx.js'
import type { SqlPart, SqlScope } from '../db/sql-workspace.js'
import { refused } from '../lib/errors.js'
import { emit as tellOfTask } from './crm/events.js'
import { getStaff, updateStaff } from './people/staff-store.js'
import { listTold } from './support/case-notice-store.js'
import { emit as tellOfCase } from './support/events.js'

/** What a colleague who leaves hands over: the records they own, of a table and while this holds. What is past stays theirs. */
type HandedOver = { table: string; what: string; column: string; while?: (sql: SqlScope['sql']) => SqlPart }

const taskOpen = (sql: SqlScope['sql']) => sql`state not in ('approved', 'not_applicable')`

export const HANDED_OVER: readonly HandedOver[] = [
  { table: 'company', what: 'companies', column: 'owner_id' },
  { table: 'contact', what: 'contacts', column: 'owner_id' },
  { table: 'deal', what: 'open deals', column: 'owner_id', while: (sql) => sql`status = 'open'` },
  {
    table: 'support_case',
    what: 'open cases',
    column: 'owner_id',
    while: (sql) => sql`status <> 'closed'`,
  },
  { table: 'quote', what: 'quotes', column: 'owner_id', while: (sql) => sql`status in ('draft', 'sent')` },
  {
    table: 'invoice',
    what: 'drafts and open invoices',
    column: 'owner_id',
    while: (sql) => sql`status in ('draft', 'issued', 'part_paid')`,
  },
  { table: 'recurring_invoice', what: 'recurring invoices', column: 'owner_id' },
  { table: 'bill', what: 'bills to settle', column: 'owner_id', while: (sql) => sql`status not in ('paid', 'void')` },
  {
    table: 'activity',
    what: 'tasks to do',
    column: 'owner_id',
    while: (sql) => sql`kind = 'task' and done_at is null`,
  },
  { table: 'close_task', what: 'close tasks to do', column: 'owner_id', while: taskOpen },
  { table: 'close_task', what: 'close tasks to review', column: 'reviewer_id', while: taskOpen },
  { table: 'close_template_task', what: 'close tasks of each month', column: 'owner_id' },
  { table: 'close_template_task', what: 'reviews of each month', column: 'reviewer_id' },
  { table: 'account', what: 'accounts they answer for', column: 'owner_id' },
  { table: 'saved_report', what: 'saved questions', column: 'owner_id' },
  {
    table: 'report_schedule',
    what: 'scheduled reports',
    column: 'owner_id',
    while: (sql) => sql`stopped_at is null`,
  },
  {
    table: 'signal',
    what: 'signals to act on',
    column: 'owner_id',
    while: (sql) => sql`state in ('found', 'shown')`,
  },
  { table: 'staff', what: 'people they manage', column: 'manager_id', while: (sql) => sql`active` },
]

export type Handover = { what: string; count: number }

/** How much there is to hand over of each, without what there is nothing of. */
export async function countHandover(read: SqlScope, staffId: string): Promise<Handover[]> {
  const counts = await Promise.all(
    HANDED_OVER.map(async (each) => {
      const [row] = await read.sql<{ count: number }[]>`
        select count(*)::int as count from ${read.sql(each.table)} where ${ownedBy(read, each, staffId)}`
      return { what: each.what, count: row?.count ?? 0 }
    }),
  )
  return counts.filter(({ count }) => count > 0)
}

const ownedBy = ({ sql, scope }: SqlScope, { column, while: holds }: HandedOver, staffId: string) => sql`
  workspace_id = ${scope.workspaceId}::uuid and ${sql(column)} = ${staffId}::uuid ${holds ? sql`and ${holds(sql)}` : sql``}`

/** Answers the ids of the rows that were handed over. */
async function handOver(tx: Tx, each: HandedOver, staffId: string, heirId: string): Promise<string[]> {
  const read = sqlInTx(tx)
  const rows = await read.sql<{ id: string }[]>`
    update ${read.sql(each.table)} set ${read.sql(each.column)} = ${heirId}::uuid
     where ${ownedBy(read, each, staffId)} returning id::text as id`
  return rows.map(({ id }) => id)
}

/** They give no commands any more and hear of nothing; what they own goes to `heirId`, who hears of it. Throws `refused`. */
export async function staffLeaves(tx: Tx, staffId: string, heirId: string): Promise<Handover[]> {
  const { workspaceId } = tx.scope
  const [leaver, heir] = [await getStaff(tx, staffId), await getStaff(tx, heirId)]
  if (!leaver.active) throw refused(`${leaver.name} has left already.`)
  if (!heir.active || heir.id === leaver.id) throw refused('Who takes over must be another colleague who works here.')
  await refuseLastAdmin(tx, staffId)
  await refuseOwnReviewer(tx, leaver.name, heir.name, [staffId, heirId])
  const handed: Handover[] = []
  for (const each of HANDED_OVER) {
    const ids = await handOver(tx, each, staffId, heirId)
    if (ids.length === 0) continue
    handed.push({ what: each.what, count: ids.length })
    await sayInPlace(tx, each.table, ids)
  }
  // Who takes all of it over by their own hand knows of it.
  if (handed.length > 0 && heirId !== tx.scope.actorId)
    await tx.outbox('staff.left', { leaverId: staffId, heirId, handed })
  await tx.prisma.staff.updateMany({ where: { workspaceId, delegateId: staffId }, data: { delegateId: null } })
  await tx.prisma.staff.updateMany({
    where: { workspaceId, id: heirId, managerId: heirId },
    data: { managerId: leaver.managerId },
  })
  await tx.prisma.teamMember.deleteMany({ where: { workspaceId, staffId } })
  await tx.prisma.staffRole.deleteMany({ where: { workspaceId, staffId } })
  await updateStaff(tx, staffId, { active: false, slackUserId: null, delegateId: null })
  await removeSearchDocument(tx, 'staff', staffId)
  return handed
}

/** What stands in the chat with the name of who left is brought up to date there. */
async function sayInPlace(tx: Tx, table: string, ids: readonly string[]): Promise<void> {
  const { workspaceId } = tx.scope
  const [id = ''] = ids
  if (table === 'activity') await tellOfTask(tx, { kind: 'task.changed', data: { taskId: id } })
  if (table === 'support_case')
    for (const caseId of await listTold(tx, ids)) await tellOfCase(tx, { kind: 'case.changed', data: { caseId } })
  if (table !== 'close_task') return
  const where = { workspaceId, id: { in: [...ids] } }
  const closes = await tx.prisma.closeTask.findMany({ where, select: { closeId: true }, distinct: ['closeId'] })
  for (const { closeId } of closes) await tx.outbox('close.changed', { closeId })
}

/** Who takes over the tasks that they review themselves would review their own. */
async function refuseOwnReviewer(tx: Tx, leaver: string, heir: string, both: readonly string[]): Promise<void> {
  const pair = { workspaceId: tx.scope.workspaceId, ownerId: { in: [...both] }, reviewerId: { in: [...both] } }
  const open = await tx.prisma.closeTask.count({ where: { ...pair, state: { notIn: ['approved', 'not_applicable'] } } })
  const each = await tx.prisma.closeTemplateTask.count({ where: pair })
  if (open + each > 0)
    throw refused(
      `${heir} and ${leaver} review close tasks of each other, and nobody reviews their own: name somebody else to take over.`,
    )
}

/** Somebody must be able to set up the company, or nobody ever can again. */
async function refuseLastAdmin(tx: Tx, staffId: string): Promise<void> {
  const { workspaceId } = tx.scope
  const admins = await tx.prisma.staffRole.findMany({
    where: { workspaceId, role: { capabilities: { has: 'staff.write' } }, staff: { active: true } },
    select: { staffId: true },
  })
  if (admins.length > 0 && admins.every((each) => each.staffId === staffId))
    throw refused('Nobody else here may look after staff: give somebody that role first.')
}
