import { changeLines } from '../../../domain/billing/edit-draft.js'
import type { NewLine } from '../../../domain/billing/invoice-line.js'
import { defineCommand } from '../define-command.js'
import { linesFrom } from '../lines-text.js'
import { refuseOthers } from '../own-only.js'
import { required, target } from '../params.js'
import { linesReply } from './draft-reply.js'

export default defineCommand({
  name: 'invoice put-lines',
  summary: 'Put the lines of a draft back as they were',
  example: 'invoice put-lines DRAFT-17 lines:"[]"',
  params: { invoice: target('invoice', 'Draft'), lines: required('text', 'Lines') },
  needs: 'invoice.write',
  hidden: true,
  risk: 'reversible',
  run: async (context, args, tx) => {
    const { before, invoice } = await changeLines(tx, args.invoice.id, () => linesFrom<NewLine>(args.lines))
    refuseOthers(context.asker, 'invoice.write', invoice)
    return linesReply(context.asker, 'The lines are as they were', before, invoice)
  },
})
