import type { Tx } from '../../db/in-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { valid } from '../../lib/valid.js'
import type { CloseKind } from './close-span.js'
import type { WrittenTask, WrittenTemplate } from './template-file.js'
import { checkTemplate, readWorkday, writeWorkday } from './template-rules.js'
import { loadTemplate, ownTemplate, type StoredTemplateTask, saveTemplateTasks } from './template-store.js'

/** The template of a kind as people write it. */
export async function writtenTemplate(tx: Tx, kind: CloseKind): Promise<WrittenTemplate> {
  const { name, tasks } = await loadTemplate(tx, kind)
  const emails = await emailsOf(tx)
  return { name, kind, tasks: tasks.map((task) => written(task, emails)) }
}

/**
 * Puts these tasks in place of a template's. Closes that are open keep theirs. Throws `invalid` with the task and what is wrong, and
 * changes nothing then.
 */
export async function replaceTemplate(tx: Tx, template: WrittenTemplate, checks: readonly string[]): Promise<void> {
  const tasks = await readTasks(tx, template.tasks, checks)
  await saveTemplateTasks(tx, await ownTemplate(tx, template.kind), tasks)
}

/** Checks them, and finds the roles and people they name. Throws `invalid`. */
export async function readTasks(
  tx: Tx,
  tasks: readonly WrittenTask[],
  checks: readonly string[],
): Promise<StoredTemplateTask[]> {
  valid(checkTemplate(tasks, checks))
  const roles = new Set((await tx.prisma.role.findMany({ select: { name: true } })).map(({ name }) => name))
  const staff = await tx.prisma.staff.findMany({ where: { active: true }, select: { id: true, email: true } })
  const find = (key: string, who: string): { role: string | null; department: string | null; id: string | null } => {
    const [, department] = /^department[ :]\s*(.+)$/i.exec(who.trim()) ?? []
    if (department) return { role: null, department: department.trim(), id: null }
    const person = staff.find(({ email }) => email === who.trim().toLowerCase())
    if (person) return { role: null, department: null, id: person.id }
    if (roles.has(who.trim())) return { role: who.trim(), department: null, id: null }
    throw invalid(`${key}: "${who}" is no role, no \`department …\` and no colleague’s address.`)
  }
  return tasks.map((task) => {
    const owner = find(task.key, task.owner)
    const reviewer = task.reviewer ? find(task.key, task.reviewer) : null
    if (reviewer?.department) throw invalid(`${task.key}: a reviewer is a role or a colleague.`)
    return {
      key: task.key,
      title: task.title.trim(),
      dueWorkday: readWorkday(task.due) ?? 0,
      ownerRole: owner.role,
      ownerDepartment: owner.department,
      ownerId: owner.id,
      reviewerRole: reviewer?.role ?? null,
      reviewerId: reviewer?.id ?? null,
      dependsOn: task.after ?? [],
      checkName: task.check ?? null,
      evidenceRequired: task.evidence ?? false,
    }
  })
}

/** The same template without one task, which nothing may wait for. Throws `refused`. */
export function without(template: WrittenTemplate, key: string): WrittenTemplate {
  if (!template.tasks.some((task) => task.key === key)) throw refused(`The template has no task "${key}".`)
  const waiting = template.tasks.find(({ after = [] }) => after.includes(key))
  if (waiting) throw refused(`${waiting.key} comes after ${key}: change that first.`)
  return { ...template, tasks: template.tasks.filter((task) => task.key !== key) }
}

async function emailsOf(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const staff = await tx.prisma.staff.findMany({ select: { id: true, email: true } })
  return new Map(staff.map(({ id, email }) => [id, email]))
}

function written(task: StoredTemplateTask, emails: ReadonlyMap<string, string>): WrittenTask {
  const owner = task.ownerId ? emails.get(task.ownerId) : undefined
  const reviewer = task.reviewerId ? emails.get(task.reviewerId) : task.reviewerRole
  return {
    key: task.key,
    title: task.title,
    due: writeWorkday(task.dueWorkday),
    owner: owner ?? (task.ownerDepartment ? `department ${task.ownerDepartment}` : (task.ownerRole ?? '')),
    ...(reviewer ? { reviewer } : {}),
    ...(task.dependsOn.length > 0 ? { after: task.dependsOn } : {}),
    ...(task.checkName ? { check: task.checkName } : {}),
    ...(task.evidenceRequired ? { evidence: true } : {}),
  }
}
