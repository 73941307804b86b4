import { settleRestored } from '../../../domain/close/settle-restored.js'
import { defineCommand } from '../define-command.js'
import { changeParam, restoreRows } from '../restore.js'

export default defineCommand({
  name: 'close restore',
  summary: 'Takes back one change of close tasks',
  example: 'close restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'close.write',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { change }, tx) => {
    const refs = await settleRestored(tx, await restoreRows(tx, change, ['close_task', 'evidence']))
    return { headline: `${refs.join(', ')}: as before`, data: { refs } }
  },
})
