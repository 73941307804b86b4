import { resumeMailbox } from '../../../domain/correspondence/rest-mailbox.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { mailboxToChange } from './mailbox-to-change.js'

export default defineCommand({
  name: 'mailbox resume',
  summary: 'Follow a paused mailbox again, from where it was',
  example: 'mailbox resume ben@example.com',
  params: { mailbox: required('email', 'Mailbox', { target: true }) },
  needs: 'mail.write',
  risk: 'reversible',
  run: async (context, { mailbox: address }, tx) => {
    const mailbox = await context.read((read) => mailboxToChange(read, context.asker, address))
    await resumeMailbox(tx, mailbox)
    return {
      headline: `${mailbox.address} is followed again`,
      notes: ['What came meanwhile is fetched now.'],
      undo: { command: 'mailbox pause', args: { mailbox: mailbox.address }, versions: {} },
      data: { mailbox: mailbox.address, status: 'new' },
    }
  },
})
