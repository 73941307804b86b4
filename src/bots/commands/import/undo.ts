import { countRun } from '../../../domain/crm/import-made-store.js'
import { takeable } from '../../../domain/crm/import-run.js'
import { getRun } from '../../../domain/crm/import-run-store.js'
import { takeBackImport } from '../../../domain/crm/take-back-import.js'
import { counted } from '../../../lib/counted.js'
import { valid } from '../../../lib/valid.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { previewOf } from '../preview-hash.js'

const DONE: Readonly<Record<string, string>> = {
  insert: 'made, and goes',
  update: 'changed, and is as before',
  delete: 'removed, and comes back',
}

export default defineCommand({
  name: 'import undo',
  summary: 'Take back all that a file brought and changed, as one, if nobody has changed or used it since',
  example: 'import undo IMP-3',
  params: { run: required('text', 'Import', { target: true, hint: 'import list has them' }) },
  needs: 'admin',
  risk: 'consequential',
  preview: async ({ read, now }, { run: ref }) => {
    const { run, counts } = await read(async (scope) => {
      const run = await getRun(scope, ref)
      return { run, counts: await countRun(scope, run) }
    })
    valid(takeable(run, now))
    return previewOf(
      {
        headline: `Take back ${run.ref}: ${run.kind} of ${run.filename}?`,
        text: 'What was changed or used since refuses it as a whole. There is no Undo of this; the file can be imported again.',
        fields: counts.map(({ table, action, count }) => ({
          label: table.replaceAll('_', ' '),
          value: `${count} ${DONE[action] ?? action}`,
        })),
      },
      'Take it back',
      { [`import_run:${run.id}`]: run.version },
    )
  },
  run: async ({ read }, { run: ref }, tx) => {
    const run = await read((scope) => getRun(scope, ref))
    const { removed, restored } = await takeBackImport(tx, run)
    return {
      headline: `${run.ref} is taken back: ${counted(removed, 'record')} gone, ${restored} as before`,
      data: { ref: run.ref, removed, restored },
    }
  },
})
