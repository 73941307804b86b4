import { CLOSE_KINDS, type CloseKind } from '../../../domain/close/close-span.js'
import { fillEmptied, saveShipped } from '../../../domain/close/template-store.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { changeParam, restoreRows } from '../restore.js'

export default defineCommand({
  name: 'close template-restore',
  summary: 'Takes back one change of what closes are laid out from',
  example: 'close template-restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: {
    change: changeParam,
    kind: optional('choice', 'Of a', { choices: CLOSE_KINDS }),
    shipped: optional('integer', 'Version it came from'),
  },
  needs: 'close.manage',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { change, kind, shipped }, tx) => {
    const rows = await restoreRows(tx, change, ['close_template_task'])
    await fillEmptied(tx)
    if (kind && shipped !== undefined) await saveShipped(tx, kind as CloseKind, shipped)
    return { headline: 'The template is as before', data: { tasks: rows.length } }
  },
})
