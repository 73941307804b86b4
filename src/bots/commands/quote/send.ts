import { inWorkspace } from '../../../db/in-workspace.js'
import { planQuoteMail, sendQuote } from '../../../domain/billing/send-quote.js'
import { counted } from '../../../lib/counted.js'
import { formatMoney, money } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { previewOf } from '../preview-hash.js'

export default defineCommand({
  name: 'quote send',
  summary: 'Mail a quote as PDF to the contact; shows recipient and words before it goes',
  example: 'quote send Q-3',
  params: {
    quote: target('quote', 'Quote'),
    to: optional('email', 'To', { hint: 'By default the contact’s address' }),
  },
  needs: 'quote.write',
  aliases: ['quote mail'],
  risk: 'consequential',
  preview: async ({ db, scope, asker }, { quote: { id }, to }) => {
    const asked = { quoteId: id, by: asker.name, ...(to ? { to } : {}) }
    const { quote, mail, earlier, customer } = await inWorkspace(db, scope, (tx) => planQuoteMail(tx, asked))
    const shown = {
      headline: `Mail ${quote.ref} to ${mail.recipient}?`,
      ...(earlier > 0 ? { text: `It went out ${counted(earlier, 'time')} already; this sends it once more.` } : {}),
      fields: fieldsWith([
        ['Customer', customer],
        ['To', mail.recipient],
        ['Subject', mail.subject],
        ['Attached', `${quote.ref}.pdf`],
        ['Total', { money: money(quote.totalMinor, quote.currency) }],
        ['Valid until', { date: quote.validUntil }],
      ]),
      sections: [{ title: 'The mail', prose: mail.text.trim() }],
    }
    return previewOf(shown, 'Send it', { [quote.id]: quote.version })
  },
  run: async ({ asker }, { quote: { id }, to }, tx) => {
    const { quote, mail } = await sendQuote(tx, { quoteId: id, by: asker.name, ...(to ? { to } : {}) })
    return {
      headline: `${quote.ref} is on its way to ${mail.recipient}`,
      text: `${formatMoney(money(quote.totalMinor, quote.currency))}, as PDF, valid until ${quote.validUntil}. It is sent once.`,
      data: { quote: quote.ref, to: mail.recipient, subject: mail.subject },
    }
  },
})
