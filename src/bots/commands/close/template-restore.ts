import { tablesOfChange } from '../../../domain/close/template-store.js'
import type { RestoredRow } from '../../../domain/people/take-back.js'
import { defineCommand } from '../define-command.js'
import { changeParam, readChange, restoreRows } from '../restore.js'

export default defineCommand({
  name: 'close template-restore',
  summary: 'Takes back one change of the template for new closes',
  example: 'close template-restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'close.manage',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { change }, tx) => {
    const rows: RestoredRow[] = []
    // Tasks before the template that they are of.
    for (const table of await tablesOfChange(tx, readChange(change).reference))
      rows.push(...(await restoreRows(tx, change, [table])))
    return { headline: 'The template is as before', data: { tasks: rows.length } }
  },
})
