import { countMails } from '../../../domain/correspondence/mailbox-store.js'
import { removeMailbox } from '../../../domain/correspondence/rest-mailbox.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { mailboxToChange } from './mailbox-to-change.js'

export default defineCommand({
  name: 'mailbox remove',
  summary: 'Stop following a mailbox and delete its password; what is logged stays',
  example: 'mailbox remove ben@example.com',
  params: { mailbox: required('email', 'Mailbox', { target: true }) },
  needs: 'mail.write',
  risk: 'consequential',
  preview: async (context, { mailbox: address }) => {
    const { mailbox, messages } = await context.read(async (read) => {
      const found = await mailboxToChange(read, context.asker, address)
      return { mailbox: found, messages: await countMails(read, found.id) }
    })
    if (mailbox.status === 'removed') throw refused(`${mailbox.address} is removed already.`)
    return previewOf(
      {
        headline: `${mailbox.address} would no longer be followed`,
        text: 'Its password or sign-in is deleted. What is logged stays where it is, and is seen by whom it was seen. There is no Undo: `daybook mailbox add` follows it again, and goes on from where it was.',
        fields: [
          ...(mailbox.smtpUrl === null ? [] : [{ label: 'Sending', value: 'nothing goes out by it' }]),
          ...(mailbox.support ? [{ label: 'Support', value: 'mail to it opens no more cases' }] : []),
        ],
        notes: [`${messages} of its mails are logged.`],
      },
      'Remove it',
      {},
    )
  },
  run: async (context, { mailbox: address }, tx) => {
    const mailbox = await context.read((read) => mailboxToChange(read, context.asker, address))
    await removeMailbox(tx, mailbox)
    return {
      headline: `${mailbox.address} is followed no longer, and its password is deleted`,
      notes: ['Deleted here: it is still valid at the provider. An app password is best revoked there, too.'],
      data: { mailbox: mailbox.address, status: 'removed' },
    }
  },
})
