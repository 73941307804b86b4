import { findMailboxByAddress, saveSupportMailbox } from '../../../domain/correspondence/mailbox-store.js'
import { addressKey } from '../../../lib/address-key.js'
import { notFound, refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

export default defineCommand({
  name: 'mailbox support',
  summary: 'Let mail of people to a shared mailbox become cases; `off:yes` ends it',
  example: 'mailbox support support@example.com',
  params: {
    mailbox: required('email', 'Mailbox', { target: true }),
    off: optional('flag', 'No longer'),
  },
  needs: 'mailbox.write',
  risk: 'reversible',
  run: async (context, { mailbox: address, off = false }, tx) => {
    const mailbox = await context.read((read) => findMailboxByAddress(read, addressKey(address)))
    if (!mailbox) throw notFound(`No mailbox ${address} is followed.`)
    if (mailbox.kind !== 'shared')
      throw refused(
        `${mailbox.address} is ${mailbox.kind === 'personal' ? 'somebody’s own' : 'a drop address'}: support’s is a shared one.`,
      )
    if (mailbox.support === !off) throw refused(`${mailbox.address} is ${off ? 'not support’s' : 'support’s already'}.`)
    await saveSupportMailbox(tx, mailbox.id, !off)
    return {
      headline: off
        ? `Mail to ${mailbox.address} opens no more cases`
        : `Mail of people to ${mailbox.address} becomes cases`,
      notes: off
        ? ['Its cases stay, and go on with their threads.']
        : [
            'From now on: what is there already, newsletters and automatic mail open none.',
            ...(mailbox.visibility === 'full'
              ? []
              : [`Colleagues see no texts of it yet: mailbox share full mailbox:${mailbox.address}`]),
            ...(mailbox.smtpUrl === null ? ['It can’t send: replies go out by another mailbox.'] : []),
          ],
      undo: { command: 'mailbox support', args: { mailbox: mailbox.address, off: !off }, versions: {} },
      data: { mailbox: mailbox.address, support: !off },
    }
  },
})
