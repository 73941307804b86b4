import type { Tx } from '../../../db/in-workspace.js'
import type { RestoredRow } from '../../../domain/people/take-back.js'
import { defineCommand } from '../define-command.js'
import { changeParam, readChange, restoreRows } from '../restore.js'

export default defineCommand({
  name: 'close template-restore',
  summary: 'Takes back one change of what closes are laid out from',
  example: 'close template-restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'close.manage',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { change }, tx) => {
    const rows: RestoredRow[] = []
    // Tasks before the template that they are of.
    for (const table of await tablesOf(tx, change)) rows.push(...(await restoreRows(tx, change, [table])))
    return { headline: 'The template is as before', data: { tasks: rows.length } }
  },
})

/**
 * The first change of a template makes it, so taking that back leaves none, and what every company begins with applies. One that a close
 * was laid out from since stays, without tasks of its own: that means the same.
 */
async function tablesOf(tx: Tx, change: string): Promise<string[]> {
  const { reference } = readChange(change)
  const templates = await tx.prisma.auditLog.findMany({ where: { reference, entity: 'close_template' } })
  const made = templates.filter(({ action }) => action === 'insert').map(({ entityId }) => entityId)
  const isUsed = (await tx.prisma.close.count({ where: { templateId: { in: made } } })) > 0
  return templates.length === 0 || isUsed ? ['close_template_task'] : ['close_template_task', 'close_template']
}
