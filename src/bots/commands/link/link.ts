import { linkThread } from '../../../domain/correspondence/link-thread.js'
import type { LinkKind } from '../../../domain/correspondence/match-message.js'
import { anyRecord } from '../any-record.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export const LINKED_KINDS = ['contact', 'company', 'deal', 'invoice', 'case'] as const

export default defineCommand({
  name: 'link',
  summary: 'Put a mail thread on a record; it stays there whatever later mail says',
  example: 'link MAIL-12 to:DEAL-3',
  params: {
    thread: target('thread', 'Thread'),
    to: required('text', 'Record', { hint: 'A contact, company, deal, invoice or case: DEAL-3' }),
  },
  needs: 'mail.write',
  aliases: ['thread link'],
  risk: 'reversible',
  run: async (context, { thread, to }, tx) => {
    const record = await anyRecord(context, to, LINKED_KINDS)
    await linkThread(tx, thread.id, { kind: record.kind as LinkKind, id: record.id })
    return {
      headline: `${thread.ref} is on ${record.ref} ${record.title}`,
      undo: { command: 'unlink', args: { thread: thread.ref, from: record.ref, undoing: true }, versions: {} },
      data: { thread: thread.ref, record: record.ref },
    }
  },
})
