import { inWorkspace } from '../../../db/in-workspace.js'
import { planStatement, sendStatement } from '../../../domain/billing/send-statement.js'
import type { IsoDate } from '../../../lib/dates.js'
import { money } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, type RecordRef, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { daysOf, refuseNarrow } from './statement-reply.js'

type Args = { customer: RecordRef; from?: IsoDate | undefined; to?: IsoDate | undefined; mail?: string | undefined }

export default defineCommand({
  name: 'invoice send-statement',
  summary: 'Mail a customer their statement of account as PDF; shows recipient, words and balance before it goes',
  example: 'invoice send-statement Acme from:2026-07-01',
  params: {
    customer: target('company', 'Customer'),
    from: optional('date', 'From', { hint: 'By default the beginning of the year' }),
    to: optional('date', 'To', { hint: 'By default today' }),
    mail: optional('email', 'Mail to', { hint: 'By default the customer’s billing address' }),
  },
  needs: 'invoice.send',
  risk: 'consequential',
  preview: async ({ db, scope, today, asker }, args) => {
    refuseNarrow(asker)
    const { mail, statement, customer } = await inWorkspace(db, scope, (tx) => planStatement(tx, inputOf(args, today)))
    const shown = {
      headline: `Mail ${customer} their statement of account, to ${mail.recipient}?`,
      fields: fieldsWith([
        ['To', mail.recipient],
        ['Subject', mail.subject],
        ['From', { date: mail.from }],
        ['Until', { date: mail.to }],
        ...statement.currencies.map(
          ({ currency, closingMinor }) => ['Balance', { money: money(closingMinor, currency) }] as const,
        ),
      ]),
      sections: [{ title: 'The mail', prose: mail.text.trim() }],
    }
    return previewOf(shown, 'Send it', {})
  },
  run: async ({ today, asker }, args, tx) => {
    refuseNarrow(asker)
    const { mail, customer } = await sendStatement(tx, inputOf(args, today))
    return {
      headline: `The statement for ${customer} is on its way to ${mail.recipient}`,
      data: { customer: args.customer.ref, to: mail.recipient, subject: mail.subject, from: mail.from, until: mail.to },
    }
  },
})

const inputOf = ({ customer, mail, ...days }: Args, today: IsoDate) => ({
  companyId: customer.id,
  ...daysOf(days, today),
  ...(mail && { recipient: mail }),
})
