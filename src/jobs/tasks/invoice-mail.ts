import type { SendInvoice } from '../../domain/billing/events.js'
import { mailInvoice } from '../../mail/mail-invoice.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'invoice-mail',
  summary: 'Mails an invoice with its PDF, once for its occasion and recipient',
  on: ['invoice.send'],
  run: async ({ db, scope, services }, data) => {
    const { key, smtpUrl, mailFrom, insecureMail } = services
    const deps = { db, key, smtpUrl, mailFrom, insecure: insecureMail }
    await mailInvoice(deps, scope, data as SendInvoice)
  },
})
