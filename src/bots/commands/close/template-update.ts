import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { CLOSE_KINDS, type CloseKind } from '../../../domain/close/close-span.js'
import { planUpdate, replaceTemplate } from '../../../domain/close/edit-template.js'
import { saveShipped } from '../../../domain/close/template-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { undoOf } from '../restore.js'
import { checkNames } from './template-import.js'
import { templateChanges } from './template-table.js'

export default defineCommand({
  name: 'close template-update',
  summary: 'Add what is new in the template that Daybook comes with to yours; what you changed stays as it is',
  example: 'close template-update month',
  params: { kind: optional('choice', 'Of a', { choices: CLOSE_KINDS, target: true, hint: 'By default month' }) },
  needs: 'close.manage',
  risk: 'consequential',
  preview: async ({ db, scope }, { kind = 'month' }) => {
    const { before, after } = await inWorkspace(db, scope, (tx) => planned(tx, kind as CloseKind))
    const changes = templateChanges(before, after)
    const shown = {
      headline: `${before.name}: add what is new?`,
      changes,
      ...(changes.length === 0 && { text: 'Nothing of it changes yours; it will not be offered again.' }),
      notes: ['What you changed, added or left out stays so. Closes that are open keep their tasks.'],
    }
    return previewOf(shown, 'Add it', {})
  },
  run: async (context, { kind: named }, tx) => {
    const kind = (named ?? 'month') as CloseKind
    const { before, after, to } = await planned(tx, kind)
    const changes = templateChanges(before, after)
    if (changes.length > 0) await replaceTemplate(tx, after, await checkNames())
    await saveShipped(tx, kind, to)
    return {
      headline: `${before.name} has all that is new: ${after.tasks.length} tasks`,
      changes,
      ...(changes.length > 0 && { undo: undoOf(context, tx, 'close template-restore') }),
      data: { kind, tasks: after.tasks.length, changed: changes.map(({ label }) => label) },
    }
  },
})

async function planned(tx: Tx, kind: CloseKind) {
  const plan = await planUpdate(tx, kind, await checkNames())
  if (!plan) throw refused(`The template for a ${kind} has all that is new already.`)
  return plan
}
