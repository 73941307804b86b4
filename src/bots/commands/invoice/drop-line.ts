import { changeLines } from '../../../domain/billing/edit-draft.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { required, target } from '../params.js'
import { linesReply } from './draft-reply.js'

export default defineCommand({
  name: 'invoice drop-line',
  summary: 'Take a line off a draft',
  example: 'invoice drop-line DRAFT-17 number:2',
  params: { invoice: target('invoice', 'Draft'), number: required('integer', 'Line') },
  needs: 'invoice.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const { before, invoice } = await changeLines(tx, args.invoice.id, (lines) => {
      if (!lines[args.number - 1]) throw invalid(`There is no line ${args.number}; there are ${lines.length}.`)
      return lines.filter((_, i) => i !== args.number - 1)
    })
    refuseOthers(context.asker, 'invoice.write', invoice)
    return linesReply(context.asker, `Line ${args.number} is off`, before, invoice)
  },
})
