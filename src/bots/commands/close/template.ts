import { inWorkspace } from '../../../db/in-workspace.js'
import { templateCsv } from '../../../documents/close-template-csv.js'
import { CLOSE_KINDS, type CloseKind } from '../../../domain/close/close-span.js'
import { writtenTemplate } from '../../../domain/close/edit-template.js'
import { shippedVersion } from '../../../domain/close/shipped-template.js'
import { writeTemplate } from '../../../domain/close/template-file.js'
import { loadTemplate } from '../../../domain/close/template-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import type { Action } from '../reply.js'
import { templateTable } from './template-table.js'

export default defineCommand({
  name: 'close template',
  summary: 'The template for new closes: the tasks of a month, a quarter or a year, and the same as a file to edit',
  example: 'close template quarter',
  params: { kind: optional('choice', 'Of a', { choices: CLOSE_KINDS, target: true, hint: 'By default month' }) },
  needs: 'close.read',
  aliases: ['close template-export'],
  risk: 'read',
  run: async ({ db, scope, asker }, { kind = 'month' }) => {
    const { template, isBehind } = await inWorkspace(db, scope, async (tx) => ({
      template: await writtenTemplate(tx, kind as CloseKind),
      isBehind: (await loadTemplate(tx, kind as CloseKind)).shipped < shippedVersion(kind as CloseKind),
    }))
    const mayChange = asker.may('close.manage')
    return {
      headline: `${template.name}: ${counted(template.tasks.length, 'task')}`,
      table: templateTable(template),
      files: [
        {
          name: `close-${kind}.yaml`,
          title: template.name,
          contentType: 'application/yaml',
          bytes: new TextEncoder().encode(writeTemplate(template)),
        },
        {
          name: `close-${kind}.csv`,
          title: `${template.name}, for a spreadsheet`,
          contentType: 'text/csv',
          bytes: new TextEncoder().encode(templateCsv(template)),
        },
      ],
      actions: mayChange
        ? [
            {
              label: 'Change a task…',
              do: { form: 'close template-set', args: { kind } },
              typed: 'close template-set',
            },
            ...(isBehind ? [updateButton(kind as CloseKind)] : []),
          ]
        : [],
      notes: ['Edit one of the files and send it with `close template-import`; closes that are open keep their tasks.'],
      data: template,
    }
  },
})

/** Where Daybook comes with more than the company has. */
export const updateButton = (kind: CloseKind): Action => ({
  label: 'What is new?',
  do: { command: 'close template-update', args: { kind } },
  typed: `close template-update ${kind}`,
})
