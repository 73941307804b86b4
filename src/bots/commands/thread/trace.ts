import { getThread } from '../../../domain/correspondence/thread-store.js'
import type { TraceStart } from '../../../domain/correspondence/trace.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { traceReply } from '../trace-reply.js'

export default defineCommand({
  name: 'thread trace',
  summary: 'What came of a mail thread: its deals and invoices, on to entries, payments and the bank line',
  example: 'thread trace MAIL-12',
  params: { thread: target('thread', 'Thread') },
  needs: 'mail.read',
  risk: 'read',
  run: async (context, { thread: { id } }) => {
    const { ref, links } = await context.read((read) => getThread(read, id, context.asker))
    const starts = links.flatMap(({ kind, id: of }): TraceStart[] => {
      if (kind === 'deal') return [{ dealId: of }]
      return kind === 'invoice' ? [{ invoiceId: of }] : []
    })
    if (starts.length === 0)
      throw refused(
        `${ref} is on no deal and no invoice, so nothing of the books follows from it. Put it on one: link ${ref} to:DEAL-12`,
      )
    return traceReply(context, starts, ref)
  },
})
