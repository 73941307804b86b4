import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { settle } from './settle.js'

export default defineCommand({
  name: 'delivery sent',
  summary: 'Note that a mail did go out of which nobody knew',
  example: 'delivery sent 0190b5b0-6f4e-7cc1-8a3b-0123456789ab',
  params: { mail: required('text', 'Mail', { target: true }) },
  needs: 'invoice.write',
  risk: 'reversible',
  hidden: true,
  run: async ({ asker }, { mail }, tx) => {
    const { recipient } = await settle(tx, asker, mail, 'sent')
    return { headline: `Good: the mail to ${recipient} counts as sent.`, data: { delivery: mail, state: 'sent' } }
  },
})
