import { unlinkThread } from '../../../domain/correspondence/link-thread.js'
import type { LinkKind } from '../../../domain/correspondence/match-message.js'
import { anyRecord } from '../any-record.js'
import { defineCommand } from '../define-command.js'
import { LINKED_KINDS } from '../link/link.js'
import { optional, required, target } from '../params.js'

export default defineCommand({
  name: 'unlink',
  summary: 'Take a mail thread off a record; it stays off whatever later mail says',
  example: 'unlink MAIL-12 from:DEAL-3',
  params: {
    thread: target('thread', 'Thread'),
    from: required('text', 'Record', { hint: 'A contact, company, deal or invoice: DEAL-3' }),
    undoing: optional('flag', 'Take back a link alone'),
  },
  needs: 'mail.write',
  aliases: ['thread unlink'],
  risk: 'reversible',
  run: async (context, { thread, from, undoing = false }, tx) => {
    const record = await anyRecord(context, from, LINKED_KINDS)
    await unlinkThread(tx, thread.id, { kind: record.kind as LinkKind, id: record.id }, undoing)
    return {
      headline: `${thread.ref} is off ${record.ref} ${record.title}`,
      ...(undoing ? {} : { undo: { command: 'link', args: { thread: thread.ref, to: record.ref }, versions: {} } }),
      data: { thread: thread.ref, record: record.ref },
    }
  },
})
