import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { readTemplateCsv } from '../../../documents/close-template-csv.js'
import { loadChecks } from '../../../domain/close/checks.js'
import { readTasks, replaceTemplate, writtenTemplate } from '../../../domain/close/edit-template.js'
import { readTemplate, type WrittenTemplate } from '../../../domain/close/template-file.js'
import { counted } from '../../../lib/counted.js'
import { refused } from '../../../lib/errors.js'
import { valid } from '../../../lib/valid.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { openFile } from '../files.js'
import { optional } from '../params.js'
import { previewOf } from '../preview-hash.js'
import type { Change } from '../reply.js'
import { undoOf } from '../restore.js'
import { templateChanges } from './template-table.js'

export default defineCommand({
  name: 'close template-import',
  summary: 'Replace the template for new closes by a file (YAML or CSV); shows what changes first',
  example: 'close template-import close-month.yaml',
  params: {
    file: optional('text', 'File', {
      target: true,
      hint: 'A path in the terminal; in Slack attach it to a direct message',
    }),
  },
  needs: 'close.manage',
  risk: 'consequential',
  preview: async (context, args) => {
    const { db, scope } = context
    const template = await fileOf(context, args.file)
    const changes = await inWorkspace(db, scope, (tx) => changesOf(tx, template))
    if (changes.length === 0) throw refused('The template says that already.')
    const shown = {
      headline: `Change ${counted(changes.length, 'task')} of the template for a ${template.kind}?`,
      changes,
      notes: ['Closes that are open keep their tasks.'],
    }
    return previewOf(shown, 'Change it', {})
  },
  run: async (context, args, tx) => {
    const template = await fileOf(context, args.file)
    const changes = await changesOf(tx, template)
    await replaceTemplate(tx, template, await checkNames())
    return {
      headline: `The template for a ${template.kind} has ${counted(template.tasks.length, 'task')} now`,
      changes,
      undo: undoOf(context, tx, 'close template-restore'),
      data: { kind: template.kind, tasks: template.tasks.length, changed: changes.length },
    }
  },
})

async function fileOf(context: CommandContext, named: string | undefined): Promise<WrittenTemplate> {
  const { name, bytes } = await openFile(context.files, named)
  const text = new TextDecoder().decode(bytes)
  return valid(/\.csv$/i.test(name) ? readTemplateCsv(text) : readTemplate(text))
}

export const checkNames = async (): Promise<string[]> => (await loadChecks()).map(({ name }) => name)

/** All of it is read first: what can't be taken changes nothing. */
async function changesOf(tx: Tx, template: WrittenTemplate): Promise<Change[]> {
  await readTasks(tx, template.tasks, await checkNames())
  return templateChanges(await writtenTemplate(tx, template.kind), template)
}
