import type { Tx } from '../../db/in-workspace.js'
import { shippedVersion } from './shipped-template.js'
import type { CloseTemplate } from './template.js'

/** Gives the workspace a template for its closes; a template of the same name stays as it is. Its id. */
export async function createTemplate(tx: Tx, template: CloseTemplate): Promise<string> {
  const { workspaceId } = tx.scope
  const there = await tx.prisma.closeTemplate.findFirst({ where: { name: template.name } })
  if (there) return there.id
  const templateId = tx.newId()
  await tx.prisma.closeTemplate.create({
    data: {
      workspaceId,
      id: templateId,
      name: template.name,
      kind: template.kind,
      shippedVersion: shippedVersion(template.kind),
    },
  })
  await tx.prisma.closeTemplateTask.createMany({
    data: template.tasks.map((task, index) => ({
      ...task,
      dependsOn: [...task.dependsOn],
      accounts: [...(task.accounts ?? [])],
      workspaceId,
      id: tx.newId(),
      templateId,
      position: index + 1,
    })),
  })
  return templateId
}
