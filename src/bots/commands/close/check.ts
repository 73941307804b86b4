import { loadChecks } from '../../../domain/close/checks.js'
import { listTasks } from '../../../domain/close/close-store.js'
import { monthName } from '../../../domain/close/close-view.js'
import { judgeChecks } from '../../../domain/close/judge-checks.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import type { Action } from '../reply.js'
import { judgedData, judgedSections } from './judged-sections.js'
import { closeNameOf, closeParam } from './name-param.js'
import { noClose } from './no-close.js'

const checks = await loadChecks()

export default defineCommand({
  name: 'close check',
  summary: 'What every check of a close says at this moment, with the rows that speak against it',
  example: 'close check 2026-10',
  params: { month: closeParam },
  needs: 'close.read',
  risk: 'read',
  run: async (context, args) => {
    const month = args.month === undefined ? undefined : closeNameOf(context, args.month)
    if (context.asker.owners('close.read') !== 'all')
      return { headline: 'The checks look into all of the books: who does the close sees them.', data: { checks: [] } }
    const tasks = await context.read((read) => listTasks(read, month ? { month } : {}))
    const [first] = tasks
    if (!first) return noClose(month)
    const judged = await context.read((read) => judgeChecks(read, checks, first.month))
    const refs = new Map(tasks.map(({ id, ref }) => [id, ref]))
    const failing = judged.filter(({ verdict }) => !verdict.passed)
    const holds = judged.filter(({ verdict }) => verdict.passed).map(({ verdict }) => `✓ ${verdict.summary}`)
    return {
      headline: `${monthName(first.month)}: ${counted(judged.length - failing.length, 'check holds', 'checks hold')}, ${failing.length === 1 ? '1 does' : `${failing.length} do`} not`,
      sections: [
        ...judgedSections(failing, refs),
        ...(holds.length > 0 ? [{ title: 'What holds', lines: holds }] : []),
      ],
      actions: failing
        .filter(({ check }) => !check.strict)
        .slice(0, 5)
        .map(({ taskId, verdict }) => excuseButton(refs.get(taskId) ?? '', verdict.standing[0]?.key ?? '')),
      data: { month: first.month, checks: judgedData(judged, refs) },
    }
  },
})

/** The reason is asked for in the form. */
const excuseButton = (task: string, row: string): Action => ({
  label: `Excuse ${row}`,
  do: { form: 'close excuse', args: { task, row } },
  typed: `close excuse ${task} row:"${row}"`,
})
