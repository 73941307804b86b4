import { listThreadFiles, type ThreadFile } from '../../../domain/correspondence/attachment-store.js'
import { findOpenable } from '../../../domain/correspondence/opened-mail-store.js'
import { counted } from '../../../lib/counted.js'
import { invalid, notFound, refused } from '../../../lib/errors.js'
import { sizeText } from '../../../lib/text.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import type { Reply } from '../reply.js'
import { fileLink, nameOf } from './file-link.js'

export default defineCommand({
  name: 'thread file',
  summary: 'Download a file that came with a mail thread',
  example: 'thread file MAIL-12 number:2',
  params: {
    thread: target('thread', 'Thread'),
    number: optional('integer', 'File', { hint: 'Its number in `thread files`; needed where there are several' }),
  },
  needs: 'mail.read',
  aliases: ['thread attachment'],
  risk: 'read',
  run: async (context, { thread, number }) => {
    const files = await context.read((read) => listThreadFiles(read, thread.id, context.asker.id))
    if (number === undefined && files.length > 1)
      throw invalid(
        `${thread.ref} has ${counted(files.length, 'file')}: say which, number:1 to number:${files.length}.`,
      )
    const file = files[(number ?? 1) - 1]
    if (!file) throw notFound('There is no such file in this thread, in a mail that you may see in full.')
    const facts = { thread: thread.ref, file: nameOf(file), sizeBytes: file.sizeBytes }
    return {
      headline: `${thread.title}: ${nameOf(file)}, ${sizeText(file.sizeBytes)}`,
      ...(await handOver(context, file)),
      data: facts,
    }
  },
})

/**
 * Where somebody works on this machine they get the file; elsewhere a link for them alone: what is uploaded to a chat stays there,
 * out of the reach of who is to be forgotten.
 */
async function handOver(context: CommandContext, file: ThreadFile): Promise<Pick<Reply, 'files' | 'text' | 'actions'>> {
  const { readAttachment, scope, asker } = context
  if (readAttachment) {
    const mail = await context.read((read) => findOpenable(read, file.messageId, asker.id))
    if (!mail) throw notFound('There is no such file in this thread, in a mail that you may see in full.')
    const { file: bytes, filename: name, contentType } = await readAttachment(scope, mail, file.id)
    return { files: [{ name, contentType, bytes, title: nameOf(file) }] }
  }
  const url = fileLink(context, file)
  if (url === null) throw refused('No web address is known to open mail at. Whoever runs Daybook sets PUBLIC_URL.')
  return {
    text: 'The link is yours alone and works for ten minutes.',
    actions: [{ label: 'Download', style: 'primary', do: { url } }],
  }
}
