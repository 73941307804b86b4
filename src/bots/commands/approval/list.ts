import { type ApprovalFilter, listApprovals } from '../../../domain/people/approval-list-store.js'
import { counted } from '../../../lib/counted.js'
import { type Asker, defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { approvalData, approvalTable } from './approval-table.js'
import { waitingFor } from './decides.js'
import { seenBy } from './seen-by.js'

const SHOWN = 25
/** Open ones that are looked through for the asker's. */
const LOOKED_THROUGH = 200
const WHICH = ['waiting', 'for-me', 'mine', 'all'] as const

export default defineCommand({
  name: 'approval list',
  summary: 'What waits for a decision, of it what waits for yours, what you asked for or decided, or all',
  example: 'approval list waiting',
  params: { which: optional('choice', 'Which', { target: true, choices: WHICH }) },
  needs: 'self',
  risk: 'read',
  bare: true,
  run: async (context, { which = 'waiting' }) => {
    const filter = { ...question(context.asker, which), ...seenBy(context.asker) }
    const isOwn = which === 'for-me'
    const listed = await context.read((read) => listApprovals(read, filter, isOwn ? LOOKED_THROUGH : SHOWN))
    const rows = isOwn ? (await waitingFor(context, listed)).slice(0, SHOWN) : listed
    return {
      headline: headlineOf(which, rows.length),
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

function headlineOf(which: string, count: number): string {
  const what = counted(count, 'approval')
  if (which === 'for-me') return count === 0 ? 'Nothing waits for a decision of yours' : `${what} waiting for you`
  if (which === 'waiting') return count === 0 ? 'Nothing waits for a decision' : `${what} waiting`
  return what
}
