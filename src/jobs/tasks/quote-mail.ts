import type { SendQuote } from '../../domain/billing/events.js'
import { mailQuote } from '../../mail/mail-quote.js'
import { defineJob } from '../define-job.js'
import { sendDeps } from '../send-deps.js'

export default defineJob({
  name: 'quote-mail',
  summary: 'Mails an offer with its PDF, once for its occasion and recipient',
  on: ['quote.send'],
  run: async (context, data) => {
    await mailQuote(sendDeps(context), context.scope, data as SendQuote)
  },
})
