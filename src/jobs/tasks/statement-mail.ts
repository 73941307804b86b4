import type { SendStatement } from '../../domain/billing/events.js'
import { mailStatement } from '../../mail/mail-statement.js'
import { defineJob } from '../define-job.js'
import { sendDeps } from '../send-deps.js'

export default defineJob({
  name: 'statement-mail',
  summary: 'Mails a statement of account with its PDF, once for its occasion and recipient',
  on: ['statement.send'],
  run: async (context, data) => {
    await mailStatement(sendDeps(context), context.scope, data as SendStatement)
  },
})
