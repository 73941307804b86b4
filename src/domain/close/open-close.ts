import type { Tx } from '../../db/in-workspace.js'
import { fromDbDate, type IsoDate, lastOfMonth, monthOf, toDbDate } from '../../lib/dates.js'
import { conflict, invalid, refused } from '../../lib/errors.js'
import { closeDay, workingCalendar } from '../people/working-days.js'
import { type CloseSpan, closeSpan, lastPeriodOf, taskPrefix } from './close-span.js'
import { findClose } from './close-store.js'
import { placePriorItems } from './prior-items.js'
import { loadTemplate, ownTemplate } from './template-store.js'

export type PlannedTask = {
  key: string
  position: number
  title: string
  dueOn: IsoDate
  ownerId: string | null
  reviewerId: string | null
  reviewRequired: boolean
  evidenceRequired: boolean
  dependsOn: readonly string[]
  checkName: string | null
  accounts: readonly string[]
  toleranceMinor: bigint | null
  quietMinutes: number | null
}

/** `month` is what the close is of, a quarter or a year as well: `2026-10`, `2026-Q4`, `2026`. */
export type PlannedClose = { month: string; periodId: string; tasks: readonly PlannedTask[] }

/**
 * What opening a close would lay out, without doing it: the preview and the act are the same plan. Tasks come from the
 * workspace's template of that kind, with due days on its working-day calendar. Throws `conflict`, `invalid`, `refused`.
 */
export async function planClose(tx: Tx, month: string, country: string): Promise<PlannedClose> {
  const span = closeSpan(month)
  if (!span) throw invalid(`"${month}" is no month, quarter or year: write it like 2026-10, 2026-Q4 or 2026.`)
  if (await findClose(tx, span.name))
    throw conflict(`The close of ${span.name} is already open. \`close status ${span.name}\` shows it.`)
  const template = await loadTemplate(tx, span.kind)
  const period = await openPeriodOf(tx, span)
  const people = await peopleByRole(tx)
  const calendar = workingCalendar(country)
  const tasks = template.tasks.map((task, index): PlannedTask => {
    const byDepartment = task.ownerDepartment !== null
    const ownerId =
      task.ownerId ?? (byDepartment ? people.pickFrom(task.ownerDepartment ?? '') : people.pick(task.ownerRole, null))
    const reviewerId = task.reviewerId ?? people.pick(task.reviewerRole, ownerId)
    const reviewRequired = task.reviewerId !== null || task.reviewerRole !== null
    const dueOn = closeDay(calendar, monthOf(period.endsOn), task.dueWorkday)
    const { key, title, dependsOn, checkName, evidenceRequired, accounts, toleranceMinor, quietMinutes } = task
    const proof = { checkName, evidenceRequired, accounts, toleranceMinor, quietMinutes }
    return { key, position: index + 1, title, dueOn, ownerId, reviewerId, reviewRequired, dependsOn, ...proof }
  })
  return { month: span.name, periodId: period.id, tasks }
}

/** The period that a close ends with. Throws `invalid` for one that is in no fiscal year, `refused` for a closed one. */
async function openPeriodOf(tx: Tx, span: CloseSpan): Promise<{ id: string; endsOn: IsoDate }> {
  const which =
    span.kind === 'month'
      ? { endsOn: toDbDate(lastOfMonth(span.name)), number: { gte: 1, lte: 12 } }
      : lastPeriodOf(span)
  const period = await tx.prisma.period.findFirst({ where: which })
  if (!period)
    throw invalid(
      `${span.name} is in no fiscal year that is set up. The months of the books are shown by \`period list\`.`,
    )
  if (period.state !== 'open') throw refused(`${span.name} is closed already.`)
  return { id: period.id, endsOn: fromDbDate(period.endsOn) }
}

export type OpenedClose = { id: string; month: string; tasks: number }

/** Opens the close of a month, a quarter or a year. Throws as `planClose`. */
export async function openClose(tx: Tx, named: string, country: string): Promise<OpenedClose> {
  const plan = await planClose(tx, named, country)
  const id = tx.newId()
  const base = { workspaceId: tx.scope.workspaceId }
  const { month, periodId } = plan
  const span: CloseSpan = closeSpan(month) ?? { name: month, kind: 'month' }
  const templateId = await ownTemplate(tx, span.kind)
  await tx.prisma.close.create({ data: { ...base, id, month, kind: span.kind, templateId, periodId } })
  const ids = new Map(plan.tasks.map((task) => [task.key, tx.newId()]))
  for (const { dependsOn, dueOn, accounts, ...task } of plan.tasks) {
    const ref = `${taskPrefix(span)}-${task.position}`
    const state = dependsOn.length > 0 ? 'waiting' : 'ready'
    await tx.prisma.closeTask.create({
      data: {
        ...base,
        ...task,
        accounts: [...accounts],
        id: idOf(ids, task.key),
        ref,
        closeId: id,
        dueOn: toDbDate(dueOn),
        state,
      },
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
  await placePriorItems(tx, span.kind)
  return { id, month, tasks: plan.tasks.length }
}

function idOf(ids: Map<string, string>, key: string): string {
  const id = ids.get(key)
  if (!id) throw invalid(`The template names a task "${key}" that it does not have.`)
  return id
}

type People = {
  pick(role: string | null, not: string | null): string | null
  pickFrom(department: string): string | null
}

/** Who takes a role's or a department's tasks: the one with the fewest other roles and the fewest tasks of this close so far. */
async function peopleByRole(tx: Tx): Promise<People> {
  const held = await tx.prisma.staffRole.findMany({ include: { role: true, staff: true }, orderBy: { staffId: 'asc' } })
  const active = held.filter((each) => each.staff.active)
  const given = new Map<string, number>()
  const roles = (staffId: string) => active.filter((each) => each.staffId === staffId).length
  const tasks = (staffId: string) => given.get(staffId) ?? 0
  const choose = (fit: readonly string[]): string | null => {
    const [chosen] = fit.toSorted((a, b) => roles(a) - roles(b) || tasks(a) - tasks(b))
    if (chosen) given.set(chosen, tasks(chosen) + 1)
    return chosen ?? null
  }
  const of = (fits: (each: (typeof active)[number]) => boolean): string[] =>
    active.filter(fits).map((each) => each.staffId)
  return {
    pick: (role, not) => choose(of((each) => each.role.name === role && each.staffId !== not)),
    pickFrom: (department) => choose(of(({ staff }) => staff.department?.toLowerCase() === department.toLowerCase())),
  }
}
