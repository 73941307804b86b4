import type { Tx } from '../../db/in-workspace.js'
import type { MONTH_TEMPLATE } from './month-template.js'

/** Gives the workspace a template for its closes; a template of the same name stays as it is. */
export async function createTemplate(tx: Tx, template: typeof MONTH_TEMPLATE): Promise<void> {
  const { workspaceId } = tx.scope
  if (await tx.prisma.closeTemplate.findFirst({ where: { name: template.name } })) return
  const templateId = tx.newId()
  await tx.prisma.closeTemplate.create({
    data: { workspaceId, id: templateId, name: template.name, kind: template.kind },
  })
  await tx.prisma.closeTemplateTask.createMany({
    data: template.tasks.map((task, index) => ({
      ...task,
      dependsOn: [...task.dependsOn],
      workspaceId,
      id: tx.newId(),
      templateId,
      position: index + 1,
    })),
  })
}
