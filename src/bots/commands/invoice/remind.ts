import { inWorkspace } from '../../../db/in-workspace.js'
import type { LineRow } from '../../../domain/banking/line-list-store.js'
import { loadPaidPerhaps, namesOfLines } from '../../../domain/banking/paid-perhaps.js'
import { allocateWords } from '../../../domain/billing/allocation-offer.js'
import { totals } from '../../../domain/billing/dunning.js'
import { planReminder, remindCustomer } from '../../../domain/billing/remind-customer.js'
import { counted } from '../../../lib/counted.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { previewOf } from '../preview-hash.js'

export default defineCommand({
  name: 'invoice remind',
  summary: 'Remind a customer of all that is past due, in one mail; shows recipient and words before it goes',
  example: 'invoice remind Acme',
  params: {
    customer: target('company', 'Customer'),
    to: optional('email', 'To', { hint: 'By default the customer’s billing address' }),
  },
  needs: 'invoice.send',
  risk: 'consequential',
  preview: async ({ db, scope, today, asker }, { customer, to }) => {
    const input = { companyId: customer.id, today, ...(to ? { to } : {}) }
    const { mail, invoices, held, offers, level } = await inWorkspace(db, scope, (tx) => planReminder(tx, input))
    const lines = (await loadPaidPerhaps(db, scope)).get(customer.id)
    const shown = {
      headline: `Remind ${customer.title} of ${counted(invoices.length, 'invoice')}?`,
      fields: fieldsWith([
        ['To', mail.recipient],
        ['Subject', mail.subject],
        ['Step', level.name],
        ...totals(invoices).map((total): [string, { money: typeof total }] => ['Open', { money: total }]),
        ...held.map(({ name, amount }): [string, { money: typeof amount }] => [
          `Taken off, ${name}`,
          { money: amount },
        ]),
      ]),
      sections: [{ title: 'The mail', prose: mail.text.trim() }],
      notes: [
        ...(lines ? [`They may have paid: nobody has matched ${seen(lines, asker.may('bank.read'))} yet.`] : []),
        ...offers.map((offer) => `Or say first what it is for: \`${allocateWords(offer)}\``),
      ],
    }
    const versions = Object.fromEntries(invoices.map(({ invoiceId, version }) => [`invoice:${invoiceId}`, version]))
    return previewOf(shown, 'Send it', versions)
  },
  run: async ({ today }, { customer, to }, tx) => {
    const { mail, invoices, level } = await remindCustomer(tx, { companyId: customer.id, today, ...(to ? { to } : {}) })
    return {
      headline: `The ${level.name} for ${counted(invoices.length, 'invoice')} is on its way to ${mail.recipient}`,
      data: {
        customer: customer.ref,
        to: mail.recipient,
        level: level.name,
        invoices: invoices.map(({ name }) => name),
      },
    }
  },
})

/** What is on the company's account is for those who may see it. */
const seen = (lines: readonly LineRow[], may: boolean): string =>
  may ? namesOfLines(lines) : `${counted(lines.length, 'bank line')} that may be theirs`
