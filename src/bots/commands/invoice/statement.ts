import { statementPdf } from '../../../documents/statement-pdf.js'
import { getStatement } from '../../../domain/billing/statement-document.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { daysOf, refuseNarrow, statementReply } from './statement-reply.js'

export default defineCommand({
  name: 'invoice statement',
  summary:
    'A customer’s statement of account: what it opened with, every change, what is open and how long; with its PDF',
  example: 'invoice statement Acme from:2026-07-01',
  params: {
    customer: target('company', 'Customer'),
    from: optional('date', 'From', { hint: 'By default the beginning of the year' }),
    to: optional('date', 'To', { hint: 'By default today' }),
  },
  needs: 'invoice.read',
  risk: 'read',
  run: async (context, { customer, ...days }) => {
    refuseNarrow(context.asker)
    const period = daysOf(days, context.today)
    const statement = await context.read((read) => getStatement(read, { companyId: customer.id, ...period }))
    const name = `Statement-${customer.ref}-${period.to}.pdf`
    return {
      ...statementReply(statement),
      files: [
        {
          name,
          contentType: 'application/pdf',
          bytes: await statementPdf(statement),
          title: `Statement ${customer.title}`,
        },
      ],
      actions:
        context.asker.may('invoice.send') && statement.currencies.length > 0
          ? [
              {
                label: 'Mail it…',
                style: 'primary',
                do: { command: 'invoice send-statement', args: { customer: customer.ref, ...period } },
                typed: `invoice send-statement ${customer.ref} from:${period.from} to:${period.to}`,
              },
            ]
          : [],
    }
  },
})
