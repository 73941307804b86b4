import { defineCommand } from '../define-command.js'
import { changeParam, restoreRows } from '../restore.js'

export default defineCommand({
  name: 'close template-restore',
  summary: 'Takes back one change of what closes are laid out from',
  example: 'close template-restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'close.manage',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { change }, tx) => {
    const rows = await restoreRows(tx, change, ['close_template_task'])
    return { headline: 'The template is as before', data: { tasks: rows.length } }
  },
})
