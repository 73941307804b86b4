import type { Tx } from '../../db/in-workspace.js'
import type { CloseKind } from './close-span.js'
import type { TemplateTask } from './close-task.js'
import { createTemplate } from './create-template.js'
import { DEFAULT_TEMPLATES } from './default-templates.js'
import { shippedVersion } from './shipped-template.js'

/** A task as the company's template has it: to a person it names instead of a role, too. */
export type StoredTemplateTask = Omit<Required<TemplateTask>, 'ownerRole'> & {
  ownerRole: string | null
  ownerId: string | null
  reviewerId: string | null
}

export type StoredTemplate = {
  /** Null while the company has none of the kind, and what every company begins with is meant. */
  id: string | null
  name: string
  kind: CloseKind
  /** Which version of what is shipped it comes from. */
  shipped: number
  tasks: readonly StoredTemplateTask[]
}

/** The template of a kind, the company's own or the one that it begins with. */
export async function loadTemplate(tx: Tx, kind: CloseKind): Promise<StoredTemplate> {
  const stored = await tx.prisma.closeTemplate.findFirst({
    where: { kind },
    orderBy: { createdAt: 'asc' },
    include: { tasks: { orderBy: { position: 'asc' } } },
  })
  if (!stored || stored.tasks.length === 0) {
    const { name, tasks } = DEFAULT_TEMPLATES[kind]
    return { id: stored?.id ?? null, name, kind, shipped: shippedVersion(kind), tasks: tasks.map(asStored) }
  }
  return { id: stored.id, name: stored.name, kind, shipped: stored.shippedVersion, tasks: stored.tasks }
}

/** A task that is shipped as a company has it that changed nothing of it. */
export const asStored = (task: TemplateTask): StoredTemplateTask => ({ ...UNSAID, ...task })

const UNSAID = {
  ownerDepartment: null,
  evidenceRequired: false,
  ownerId: null,
  reviewerId: null,
  accounts: [],
  toleranceMinor: null,
  quietMinutes: null,
}

/** The id of the company's own template of a kind, made from what every company begins with where there is none. */
export async function ownTemplate(tx: Tx, kind: CloseKind): Promise<string> {
  const { id } = await loadTemplate(tx, kind)
  return id ?? (await createTemplate(tx, DEFAULT_TEMPLATES[kind]))
}

/** Puts these tasks in place of the template's; what stays as it was keeps its row. */
export async function saveTemplateTasks(
  tx: Tx,
  templateId: string,
  tasks: readonly StoredTemplateTask[],
): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.closeTemplateTask.deleteMany({
    where: { templateId, key: { notIn: tasks.map(({ key }) => key) } },
  })
  const kept = await tx.prisma.closeTemplateTask.findMany({ where: { templateId } })
  for (const [index, task] of tasks.entries()) {
    const { key, title, dueWorkday, ownerRole, ownerDepartment, ownerId, reviewerRole, reviewerId, checkName } = task
    const data = {
      title,
      dueWorkday,
      ownerRole,
      ownerDepartment,
      ownerId,
      reviewerRole,
      reviewerId,
      checkName,
      evidenceRequired: task.evidenceRequired,
      accounts: [...task.accounts],
      toleranceMinor: task.toleranceMinor,
      quietMinutes: task.quietMinutes,
      dependsOn: [...task.dependsOn],
      position: index + 1,
    }
    const before = kept.find((each) => each.key === key)
    if (before) await tx.prisma.closeTemplateTask.updateMany({ where: { id: before.id }, data })
    else await tx.prisma.closeTemplateTask.create({ data: { ...data, workspaceId, id: tx.newId(), templateId, key } })
  }
}

/**
 * Which tables hold what a change of a template wrote, those of its tasks first. The first change of a template makes it, so taking that
 * back leaves none, and what every company begins with applies. One that a close was laid out from since stays, without tasks of its
 * own: that means the same.
 */
export async function tablesOfChange(tx: Tx, reference: string): Promise<string[]> {
  const templates = await tx.prisma.auditLog.findMany({ where: { reference, entity: 'close_template' } })
  const made = templates.filter(({ action }) => action === 'insert').map(({ entityId }) => entityId)
  const isUsed = (await tx.prisma.close.count({ where: { templateId: { in: made } } })) > 0
  return templates.length === 0 || isUsed ? ['close_template_task'] : ['close_template_task', 'close_template']
}

/** Which version of what is shipped a template has by now. */
export const saveShipped = (tx: Tx, kind: CloseKind, version: number) =>
  tx.prisma.closeTemplate.updateMany({ where: { kind }, data: { shippedVersion: version } })
