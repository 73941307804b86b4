import { bulkOutbox } from '../../db/bulk-outbox.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Ids } from '../../lib/ids.js'
import type { Direction } from './address-book.js'
import type { MessageClass, ParsedAttachment, ParsedParticipant } from './parsed-message.js'
import { tokenIn } from './reply-token.js'

/**
 * What filing tells the rest of the house, in the transaction that stores the mail:
 *
 * - `mail.report` – delivery reports and complaints, whose bytes say about whom
 * - `mail.invitation` – meetings
 * - `mail.reply` – addressed to the reply address of a mail of ours
 * - `mail.arrived` – a person outside wrote, just now: never for mail that a backfill brought
 * - `mail.sent` – one of us wrote to somebody outside, just now, from whatever program
 * - `mail.attachments` – people's mail with files in it
 * - `mail.bill` – came in just now, from a person or a program, with a file that may be a bill
 * - `mail.remittance` – came in just now, and may say what a payment is for
 *
 * Data: `messageIds`; of `mail.reply` also `live`, the ids of those that arrived just now.
 */
export type MailErrand =
  | 'mail.report'
  | 'mail.invitation'
  | 'mail.reply'
  | 'mail.arrived'
  | 'mail.sent'
  | 'mail.attachments'
  | 'mail.bill'
  | 'mail.remittance'

export type Announced = {
  id: string
  class: MessageClass
  direction: Direction
  subject: string
  participants: readonly ParsedParticipant[]
  attachments: readonly ParsedAttachment[]
  /** Arrived while its folder was followed. */
  live: boolean
}

/** Which errands these messages give, and for which of them. Pure. */
export function errandsOf(messages: readonly Announced[]): Map<MailErrand, string[]> {
  const errands = new Map<MailErrand, string[]>()
  const add = (kind: MailErrand, id: string) => errands.set(kind, [...(errands.get(kind) ?? []), id])
  for (const message of messages) {
    if (message.class === 'bounce' || message.class === 'feedback') add('mail.report', message.id)
    if (message.class === 'invitation') add('mail.invitation', message.id)
    if (message.live && mayBringBill(message)) add('mail.bill', message.id)
    if (message.live && mayAdvise(message)) add('mail.remittance', message.id)
    if (message.class !== 'person' && message.class !== 'invitation') continue
    if (repliesTo(message)) add('mail.reply', message.id)
    if (message.attachments.length > 0) add('mail.attachments', message.id)
    if (message.live && message.direction === 'in') add('mail.arrived', message.id)
    if (message.live && message.direction === 'out') add('mail.sent', message.id)
  }
  return errands
}

/** Suppliers' programs send their bills as mail to many, or as an answer to nobody. */
const mayBringBill = (message: Announced): boolean =>
  comesFromOutside(message) &&
  message.attachments.some(({ contentType, filename }) => isBillFile(contentType, filename))

/** What companies call the mail that says what they pay: in its subject, or in the name of its file. */
const ADVICE = /remit|advice|avis|zahlung|überweisung|bezahl|payment|paid|paiement|virement|\bpag[oa]|betaling/i

const mayAdvise = (message: Announced): boolean =>
  comesFromOutside(message) &&
  [message.subject, ...message.attachments.map(({ filename }) => filename)].some((text) => ADVICE.test(text))

const comesFromOutside = ({ class: kind, direction }: Announced): boolean =>
  direction === 'in' && (kind === 'person' || kind === 'bulk' || kind === 'auto')

export const isBillFile = (contentType: string, filename: string): boolean =>
  /^(?:application\/(?:x-)?pdf|(?:application|text)\/xml)$/.test(contentType) || /\.(?:pdf|xml)$/i.test(filename)

const repliesTo = ({ participants }: Announced): boolean =>
  participants.some(({ role, address }) => (role === 'to' || role === 'cc') && tokenIn(address) !== null)

/** Writes the errands of a batch, a row a kind. */
export async function announce(bulk: SqlScope, ids: Ids, messages: readonly Announced[]): Promise<void> {
  const live = messages.filter((message) => message.live).map(({ id }) => id)
  const errands = [...errandsOf(messages)].map(([kind, messageIds]) => ({
    kind,
    data: { messageIds, ...(kind === 'mail.reply' && { live: messageIds.filter((id) => live.includes(id)) }) },
  }))
  if (errands.length > 0) await bulkOutbox(bulk, ids, errands)
}
