import type { Tx } from '../../../db/in-workspace.js'
import { findDelivery, settleUncertain, type UncertainMail } from '../../../domain/correspondence/mail-delivery.js'
import { notFound, refused } from '../../../lib/errors.js'
import type { Asker } from '../define-command.js'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Settles a mail that nobody was sure about, on the word of its owner or of who may send invoices. */
export async function settle(tx: Tx, asker: Asker, id: string, word: 'sent' | 'again'): Promise<UncertainMail> {
  const mail = UUID.test(id) ? await findDelivery(tx, id) : null
  if (!mail || !(mail.ownerId === asker.id || asker.may('invoice.send')))
    throw notFound('There is no such mail that you may settle.')
  if (!(await settleUncertain(tx, mail, word)))
    throw refused(`The mail to ${mail.recipient} is settled already: it is ${mail.state}.`)
  return mail
}
