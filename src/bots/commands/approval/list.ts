import { type ApprovalFilter, listApprovals } from '../../../domain/people/approval-list-store.js'
import { counted } from '../cells.js'
import { type Asker, defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { approvalData, approvalTable } from './approval-table.js'
import { seenBy } from './seen-by.js'

const SHOWN = 25
const WHICH = ['waiting', 'mine', 'all'] as const

export default defineCommand({
  name: 'approval list',
  summary: 'What waits for a decision, what you asked for or decided, or all',
  example: 'approval list waiting',
  params: { which: optional('choice', 'Which', { target: true, choices: WHICH }) },
  needs: 'self',
  risk: 'read',
  bare: true,
  run: async (context, { which = 'waiting' }) => {
    const filter = { ...question(context.asker, which), ...seenBy(context.asker) }
    const rows = await context.read((read) => listApprovals(read, filter, SHOWN))
    const what = counted(rows.length, 'approval')
    return {
      headline: which === 'waiting' ? (rows.length === 0 ? 'Nothing waits for a decision' : `${what} waiting`) : what,
      ...(rows.length > 0 ? { table: approvalTable(rows) } : {}),
      actions: rows
        .filter(({ state }) => state === 'asked')
        .slice(0, 5)
        .map(({ ref }) => ({
          label: ref,
          do: { command: 'approval show', args: { approval: ref } },
          typed: `approval show ${ref}`,
        })),
      data: { approvals: rows.map(approvalData) },
    }
  },
})

function question(asker: Asker, which: string): ApprovalFilter {
  if (which === 'mine') return { personId: asker.id }
  return which === 'all' ? {} : { states: ['asked'] }
}
