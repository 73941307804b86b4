import type { Tx } from '../../db/in-workspace.js'
import { type IsoDate, type IsoMonth, lastOfMonth, toDbDate } from '../../lib/dates.js'
import { conflict, invalid, refused } from '../../lib/errors.js'
import { closeDay, workingCalendar } from '../people/working-days.js'
import { findClose, lockTasks, saveTaskState } from './close-store.js'
import { isFinished, statesAfter } from './close-task.js'

export type PlannedTask = {
  key: string
  position: number
  title: string
  dueOn: IsoDate
  ownerId: string | null
  reviewerId: string | null
  dependsOn: readonly string[]
  checkName: string | null
}

export type PlannedClose = { month: IsoMonth; templateId: string; periodId: string; tasks: readonly PlannedTask[] }

/**
 * What opening a month would lay out, without doing it: the preview and the act are the same plan. Tasks come from the
 * workspace's monthly template, with due days on its working-day calendar. Throws `conflict`, `invalid`, `refused`.
 */
export async function planClose(tx: Tx, month: IsoMonth, country: string): Promise<PlannedClose> {
  if (await findClose(tx, month))
    throw conflict(`The close of ${month} is already open. \`close status ${month}\` shows it.`)
  const template = await tx.prisma.closeTemplate.findFirst({
    where: { kind: 'month' },
    include: { tasks: { orderBy: { position: 'asc' } } },
  })
  if (!template) throw invalid('This company has no template for a monthly close yet. `daybook setup` brings one.')
  const periodId = await openPeriodOf(tx, month)
  const people = await peopleByRole(tx)
  const calendar = workingCalendar(country)
  const tasks = template.tasks.map((task): PlannedTask => {
    const ownerId = task.ownerId ?? people.pick(task.ownerRole, null)
    const reviewerId = task.reviewerId ?? people.pick(task.reviewerRole, ownerId)
    const dueOn = closeDay(calendar, month, task.dueWorkday)
    const { key, position, title, dependsOn, checkName } = task
    return { key, position, title, dueOn, ownerId, reviewerId, dependsOn, checkName }
  })
  return { month, templateId: template.id, periodId, tasks }
}

async function openPeriodOf(tx: Tx, month: IsoMonth): Promise<string> {
  const endsOn = toDbDate(lastOfMonth(month))
  const period = await tx.prisma.period.findFirst({ where: { endsOn, number: { gte: 1, lte: 12 } } })
  if (!period)
    throw invalid(
      `${month} is in no fiscal year that is set up. The months of the books are shown by \`report trial-balance\`.`,
    )
  if (period.state !== 'open') throw refused(`${month} is closed already.`)
  return period.id
}

export type OpenedClose = { id: string; month: IsoMonth; tasks: number }

/** Opens a month's close. Throws as `planClose`. */
export async function openClose(tx: Tx, month: IsoMonth, country: string): Promise<OpenedClose> {
  const plan = await planClose(tx, month, country)
  const id = tx.newId()
  const base = { workspaceId: tx.scope.workspaceId }
  const { templateId, periodId } = plan
  await tx.prisma.close.create({ data: { ...base, id, month, templateId, periodId } })
  const ids = new Map(plan.tasks.map((task) => [task.key, tx.newId()]))
  for (const { dependsOn, dueOn, ...task } of plan.tasks) {
    const ref = `TASK-${month.slice(2).replace('-', '')}-${task.position}`
    const state = dependsOn.length > 0 ? 'waiting' : 'ready'
    await tx.prisma.closeTask.create({
      data: { ...base, ...task, id: idOf(ids, task.key), ref, closeId: id, dueOn: toDbDate(dueOn), state },
    })
  }
  await tx.prisma.closeTaskDependency.createMany({
    data: plan.tasks.flatMap((task) =>
      task.dependsOn.map((key) => ({
        ...base,
        id: tx.newId(),
        taskId: idOf(ids, task.key),
        dependsOnId: idOf(ids, key),
      })),
    ),
  })
  await tx.outbox('close.opened', { closeId: id, month })
  return { id, month, tasks: plan.tasks.length }
}

function idOf(ids: Map<string, string>, key: string): string {
  const id = ids.get(key)
  if (!id) throw invalid(`The template names a task "${key}" that it does not have.`)
  return id
}

/** Who takes a role's tasks: the holder with the fewest other roles and the fewest tasks of this close so far. */
async function peopleByRole(tx: Tx): Promise<{ pick(role: string | null, not: string | null): string | null }> {
  const held = await tx.prisma.staffRole.findMany({ include: { role: true, staff: true }, orderBy: { staffId: 'asc' } })
  const active = held.filter((each) => each.staff.active)
  const given = new Map<string, number>()
  const roles = (staffId: string) => active.filter((each) => each.staffId === staffId).length
  const tasks = (staffId: string) => given.get(staffId) ?? 0
  return {
    pick: (role, not) => {
      const fit = active.filter((each) => each.role.name === role && each.staffId !== not).map((each) => each.staffId)
      const [chosen] = fit.toSorted((a, b) => roles(a) - roles(b) || tasks(a) - tasks(b))
      if (chosen) given.set(chosen, tasks(chosen) + 1)
      return chosen ?? null
    },
  }
}

/** Brings waiting tasks to ready (or back) after a task has changed, and the close to done when all have finished. */
export async function settleClose(tx: Tx, closeId: string): Promise<void> {
  const tasks = await lockTasks(tx, closeId)
  for (const [id, state] of statesAfter(tasks)) await saveTaskState(tx, { id, state }, { kind: state })
  const open = tasks.some((task) => !isFinished(task.state))
  await tx.prisma.close.updateMany({
    where: { id: closeId, state: open ? 'done' : 'open' },
    data: { state: open ? 'open' : 'done' },
  })
  await tx.outbox('close.changed', { closeId })
}
