import { saveMailboxTrust } from '../../../domain/correspondence/mailbox-trust-store.js'
import { addressKey } from '../../../lib/address-key.js'
import { invalid, notFound } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

export default defineCommand({
  name: 'mailbox trust',
  summary: 'Whose verdicts on senders are believed for a mailbox, and whether its server delivers name+tag@ to it',
  example: 'mailbox trust books@example.com server:mx.example.com',
  params: {
    mailbox: required('email', 'Mailbox', { target: true }),
    server: optional('text', 'Server', { hint: 'The first word of its Authentication-Results; none: nobody’s' }),
    tags: optional('choice', 'Tags', { choices: ['yes', 'no'] }),
  },
  needs: 'mailbox.write',
  risk: 'reversible',
  run: async (_context, { mailbox, server, tags }, tx) => {
    if (server === undefined && tags === undefined) throw invalid('Say server: or tags:, or both.')
    const authservId = server === undefined ? {} : { authservId: server.toLowerCase() === 'none' ? null : server }
    const replyTags = tags === undefined ? {} : { replyTags: tags === 'yes' }
    const { count } = await saveMailboxTrust(tx, addressKey(mailbox), { ...authservId, ...replyTags })
    if (count === 0) throw notFound(`No mailbox ${mailbox} is followed.`)
    return {
      headline: `${mailbox}: noted`,
      fields: [
        ...(server === undefined ? [] : [{ label: 'Believed', value: authservId.authservId ?? 'nobody' }]),
        ...(tags === undefined ? [] : [{ label: 'Answers come to name+tag@', value: tags }]),
      ],
      data: { mailbox, ...authservId, ...replyTags },
    }
  },
})
