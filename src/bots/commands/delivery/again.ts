import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { settle } from './settle.js'

export default defineCommand({
  name: 'delivery again',
  summary: 'Send a mail again of which nobody knows whether it went out',
  example: 'delivery again 0190b5b0-6f4e-7cc1-8a3b-0123456789ab',
  params: { mail: required('text', 'Mail', { target: true }) },
  needs: 'invoice.write',
  risk: 'reversible',
  hidden: true,
  run: async ({ asker }, { mail }, tx) => {
    const { recipient } = await settle(tx, asker, mail, 'again')
    return {
      headline: `The mail to ${recipient} goes out again, under the same Message-ID.`,
      data: { delivery: mail, state: 'sending' },
    }
  },
})
