import { listThreadFiles } from '../../../domain/correspondence/attachment-store.js'
import { counted } from '../../../lib/counted.js'
import { sizeText } from '../../../lib/text.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import type { Action } from '../reply.js'
import { fileLink, nameOf } from './file-link.js'

/** Buttons of one card; the others are asked for by number. */
const BUTTONS = 10

export default defineCommand({
  name: 'thread files',
  summary: 'The files that came with a mail thread, as far as you may see its mails, to be downloaded',
  example: 'thread files "Renewal offer"',
  params: { thread: target('thread', 'Thread') },
  needs: 'mail.read',
  aliases: ['thread attachments'],
  risk: 'read',
  run: async (context, { thread }) => {
    const files = await context.read((read) => listThreadFiles(read, thread.id, context.asker.id))
    const rows = files.map((file, at) => ({ ...file, number: at + 1, filename: nameOf(file) }))
    const actions = rows.slice(0, BUTTONS).map((file): Action => {
      const url = fileLink(context, file)
      const args = { thread: thread.ref, number: file.number }
      return {
        label: `${file.number}. ${file.filename}`,
        do: url === null ? { command: 'thread file', args } : { url },
        typed: `thread file ${thread.ref} number:${file.number}`,
      }
    })
    return {
      headline: `${thread.title}: ${counted(files.length, 'file')}`,
      ...(rows.length > 0 && {
        table: {
          columns: [
            { key: 'number', label: 'No.', type: 'number' },
            { key: 'file', label: 'File', type: 'text' },
            { key: 'size', label: 'Size', type: 'text' },
            { key: 'from', label: 'From', type: 'text' },
            { key: 'at', label: 'Sent', type: 'date' },
          ],
          rows: rows.map(({ number, filename, sizeBytes, from, sentAt }) => ({
            number,
            file: filename,
            size: sizeText(sizeBytes),
            from,
            at: { at: sentAt },
          })),
        },
        actions,
      }),
      notes: [
        ...(actions.some(({ do: does }) => 'url' in does)
          ? ['The links are yours alone and work for ten minutes.']
          : []),
        ...(rows.length > BUTTONS ? [`The others: \`thread file ${thread.ref} number:${BUTTONS + 1}\`.`] : []),
      ],
      data: {
        thread: thread.ref,
        files: rows.map(({ number, filename, contentType, sizeBytes, mail, from, sentAt }) => ({
          number,
          filename,
          contentType,
          sizeBytes,
          mail,
          from,
          sentAt: sentAt.toISOString(),
        })),
      },
    }
  },
})
