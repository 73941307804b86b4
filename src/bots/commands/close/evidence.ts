import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { addEvidence } from '../../../domain/close/add-evidence.js'
import { lastMailOf, type NewEvidence } from '../../../domain/close/evidence-store.js'
import { invalid, notFound } from '../../../lib/errors.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { openFile } from '../files.js'
import { type ArgsOf, optional, target } from '../params.js'
import { keepAsEvidence } from './given-evidence.js'

const params = {
  task: target('close-task', 'Task'),
  link: optional('text', 'Address', { hint: 'https://…' }),
  mail: optional('record', 'Mail thread', { record: 'thread', hint: 'Its last mail, with the files of it' }),
  file: optional('text', 'File', { upload: 1, hint: 'A path in the terminal; in Slack attach it to a direct message' }),
  title: optional('words', 'What it is', { multiline: true }),
}

export default defineCommand({
  name: 'close evidence',
  summary: 'Put what proves it on a close task: a file you send, a mail, or a link',
  example: 'close evidence TASK-2610-8 payroll-october.pdf',
  params,
  needs: 'close.write',
  form: { title: 'What proves it', submit: 'Put it on the task' },
  aliases: ['close attach', 'close prove'],
  risk: 'reversible',
  run: async (context, args, tx) => {
    const piece = await pieceOf(context, args, tx)
    const { id, which } = await addEvidence(tx, args.task.id, context.asker.id, piece)
    return {
      headline: `${args.task.ref} ${args.task.title}: ${piece.title} is noted as evidence`,
      undo: {
        command: 'close evidence-off',
        args: { task: args.task.ref, which: String(which) },
        versions: { [`evidence:${id}`]: 1 },
      },
      notes: ['Once the task is approved, its evidence stays as it is.'],
      data: { ref: args.task.ref, kind: piece.kind, title: piece.title },
    }
  },
})

async function pieceOf(context: CommandContext, args: ArgsOf<typeof params>, tx: Tx): Promise<NewEvidence> {
  const { link, mail, title } = args
  if (link && mail) throw invalid('Give one at a time: an address, a mail or a file.')
  if (link) return { kind: 'link', url: webAddress(link), title: title ?? link }
  if (mail) {
    const last = await lastMailOf(sqlInTx(tx), mail.id)
    if (!last) throw notFound(`${mail.ref} has no mail.`)
    return { kind: 'mail', messageId: last.id, title: title ?? (last.subject || mail.ref) }
  }
  if (/^https?:\/\/\S+$/i.test(title ?? '')) return { kind: 'link', url: webAddress(title ?? ''), title: title ?? '' }
  // The loose words behind the task are the file, as one types it; with a file attached they say what it is.
  const attached = (context.files?.attached ?? []).length > 0
  const file = await openFile(context.files, args.file ?? (attached ? undefined : title))
  return keepAsEvidence(context, tx, file, attached || args.file !== undefined ? title : undefined)
}

function webAddress(text: string): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw invalid(`"${text}" is no address on the web: it begins with https://.`)
  return url.href
}
