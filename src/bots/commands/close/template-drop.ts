import { CLOSE_KINDS, type CloseKind } from '../../../domain/close/close-span.js'
import { replaceTemplate, without, writtenTemplate } from '../../../domain/close/edit-template.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { undoOf } from '../restore.js'
import { checkNames } from './template-import.js'
import { templateChanges } from './template-table.js'

export default defineCommand({
  name: 'close template-drop',
  summary: 'Take a task out of the template for new closes',
  example: 'close template-drop leases',
  params: {
    key: required('text', 'Key', { target: true }),
    kind: optional('choice', 'Template of a', { choices: CLOSE_KINDS, hint: 'By default month' }),
  },
  needs: 'close.manage',
  risk: 'reversible',
  run: async (context, { key, kind = 'month' }, tx) => {
    const before = await writtenTemplate(tx, kind as CloseKind)
    const after = without(before, key.trim().toLowerCase())
    await replaceTemplate(tx, after, await checkNames())
    return {
      headline: `${before.name}: ${key} is left out from now on`,
      changes: templateChanges(before, after),
      undo: undoOf(context, tx, 'close template-restore'),
      notes: ['Closes that are open keep their tasks.'],
      data: { kind, key },
    }
  },
})
