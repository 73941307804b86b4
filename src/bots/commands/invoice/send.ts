import { inWorkspace } from '../../../db/in-workspace.js'
import { invoiceName } from '../../../domain/billing/invoice.js'
import { planSending, sendInvoice } from '../../../domain/billing/send-invoice.js'
import { counted } from '../../../lib/counted.js'
import { formatMoney, money } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, target } from '../params.js'
import { previewOf } from '../preview-hash.js'

export default defineCommand({
  name: 'invoice send',
  summary: 'Mail an issued invoice as PDF to the customer; shows recipient and words before it goes',
  example: 'invoice send INV-2026-0042',
  params: {
    invoice: target('invoice', 'Invoice'),
    to: optional('email', 'To', { hint: 'By default the customer’s billing address' }),
  },
  needs: 'invoice.send',
  aliases: ['invoice mail'],
  risk: 'consequential',
  preview: async ({ db, scope, today, asker }, { invoice, to }) => {
    const input = { invoiceId: invoice.id, today, ...(to ? { to } : {}) }
    const { mail, earlier, customer, ...plan } = await inWorkspace(db, scope, (tx) => planSending(tx, input))
    refuseOthers(asker, 'invoice.send', plan.invoice)
    const name = invoiceName(plan.invoice)
    const shown = {
      headline: `Mail ${name} to ${mail.recipient}?`,
      ...(earlier > 0 ? { text: `It went out ${counted(earlier, 'time')} already; this sends it once more.` } : {}),
      fields: fieldsWith([
        ['Customer', customer],
        ['To', mail.recipient],
        ['Subject', mail.subject],
        ['Attached', `${name}.pdf`],
        ['Total', { money: money(plan.invoice.totalMinor, plan.invoice.currency) }],
      ]),
      sections: [{ title: 'The mail', prose: mail.text.trim() }],
    }
    return previewOf(shown, 'Send it', { [invoice.id]: plan.invoice.version })
  },
  run: async ({ today, asker }, { invoice, to }, tx) => {
    const { mail, ...plan } = await sendInvoice(tx, { invoiceId: invoice.id, today, ...(to ? { to } : {}) })
    refuseOthers(asker, 'invoice.send', plan.invoice)
    const name = invoiceName(plan.invoice)
    return {
      headline: `${name} is on its way to ${mail.recipient}`,
      text: `${formatMoney(money(plan.invoice.totalMinor, plan.invoice.currency))}, as PDF. It is sent once; its mail will stand on the invoice.`,
      data: { invoice: name, to: mail.recipient, subject: mail.subject },
    }
  },
})
