import type { Tx } from '../../db/in-workspace.js'
import { lastOfMonth, toDbDate } from '../../lib/dates.js'
import { conflict, invalid, refused } from '../../lib/errors.js'
import { closeDay, workingCalendar } from '../people/working-days.js'
import { findClose, lockTasks, saveTaskState } from './close-store.js'
import { isFinished, statesAfter } from './close-task.js'

export type OpenedClose = { id: string; month: string; tasks: number }

/** Lays out a month's tasks from the workspace's monthly template, with due days on its working-day calendar. */
export async function openClose(tx: Tx, month: string, country: string): Promise<OpenedClose> {
  if (await findClose(tx, month))
    throw conflict(`The close of ${month} is already open. \`close status ${month}\` shows it.`)
  const template = await tx.prisma.closeTemplate.findFirst({
    where: { kind: 'month' },
    include: { tasks: { orderBy: { position: 'asc' } } },
  })
  if (!template) throw invalid('This company has no template for a monthly close yet. `daybook setup` brings one.')
  const period = await tx.prisma.period.findFirst({
    where: { endsOn: toDbDate(lastOfMonth(month)), number: { lte: 12 } },
  })
  if (!period)
    throw invalid(
      `${month} is in no fiscal year that is set up. The months of the books are shown by \`report trial-balance\`.`,
    )
  if (period.state !== 'open') throw refused(`${month} is closed already.`)
  const id = tx.newId()
  const base = { workspaceId: tx.scope.workspaceId }
  await tx.prisma.close.create({ data: { ...base, id, month, templateId: template.id, periodId: period.id } })
  const people = await peopleByRole(tx)
  const calendar = workingCalendar(country)
  const ids = new Map(template.tasks.map((task) => [task.key, tx.newId()]))
  for (const task of template.tasks) {
    const ownerId = task.ownerId ?? people.pick(task.ownerRole, null)
    await tx.prisma.closeTask.create({
      data: {
        ...base,
        id: idOf(ids, task.key),
        ref: `TASK-${month.slice(2).replace('-', '')}-${task.position}`,
        closeId: id,
        key: task.key,
        position: task.position,
        title: task.title,
        dueOn: toDbDate(closeDay(calendar, month, task.dueWorkday)),
        state: task.dependsOn.length > 0 ? 'waiting' : 'ready',
        checkName: task.checkName,
        ownerId,
        reviewerId: task.reviewerId ?? people.pick(task.reviewerRole, ownerId),
      },
    })
  }
  await tx.prisma.closeTaskDependency.createMany({
    data: template.tasks.flatMap((task) =>
      task.dependsOn.map((key) => ({
        ...base,
        id: tx.newId(),
        taskId: idOf(ids, task.key),
        dependsOnId: idOf(ids, key),
      })),
    ),
  })
  await tx.outbox('close.opened', { closeId: id, month })
  return { id, month, tasks: template.tasks.length }
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
