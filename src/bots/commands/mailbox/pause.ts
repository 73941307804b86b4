import { pauseMailbox } from '../../../domain/correspondence/rest-mailbox.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { mailboxToChange } from './mailbox-to-change.js'

export default defineCommand({
  name: 'mailbox pause',
  summary: 'Let a mailbox rest: nothing is fetched from it or sent by it until `mailbox resume`',
  example: 'mailbox pause ben@example.com',
  params: { mailbox: required('email', 'Mailbox', { target: true }) },
  needs: 'mail.write',
  risk: 'reversible',
  run: async (context, { mailbox: address }, tx) => {
    const mailbox = await context.read((read) => mailboxToChange(read, context.asker, address))
    await pauseMailbox(tx, mailbox)
    return {
      headline: `${mailbox.address} is paused`,
      notes: [
        'What is logged stays. A fetch that is under way stops within seconds.',
        ...(mailbox.smtpUrl === null ? [] : ['Mail that would go out by it goes out by another mailbox meanwhile.']),
      ],
      undo: { command: 'mailbox resume', args: { mailbox: mailbox.address }, versions: {} },
      data: { mailbox: mailbox.address, status: 'paused' },
    }
  },
})
