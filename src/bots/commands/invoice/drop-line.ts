import { changeLines } from '../../../domain/billing/edit-draft.js'
import { defineCommand } from '../define-command.js'
import { lineToDrop, withoutLine } from '../line-words.js'
import { refuseOthers } from '../own-only.js'
import { target } from '../params.js'
import { linesReply } from './draft-reply.js'

export default defineCommand({
  name: 'invoice drop-line',
  summary: 'Take a line off a draft',
  example: 'invoice drop-line DRAFT-17 number:2',
  params: { invoice: target('invoice', 'Draft'), number: lineToDrop },
  needs: 'invoice.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const { before, invoice } = await changeLines(tx, args.invoice.id, (lines) => withoutLine(lines, args.number))
    refuseOthers(context.asker, 'invoice.write', invoice)
    return linesReply(context.asker, `Line ${args.number} is off`, before, invoice)
  },
})
