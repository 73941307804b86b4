import type { SqlScope } from '../../db/sql-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import type { Ids } from '../../lib/ids.js'
import { isOwn, type OwnAddresses } from './address-book.js'
import type { FilingRules } from './filing-rules.js'
import * as store from './filing-store.js'
import { type Linkable, linkMessages } from './link-messages.js'
import { wishBodies } from './missing-bodies-store.js'
import type { FilingItem, ParsedMessage } from './parsed-message.js'

/** What a further copy of a message adds to it: blind recipients, and a body that no copy so far was allowed to bring. */

type Places = { idOf: ReadonlyMap<string, string>; threadOf: ReadonlyMap<string, string> }

/** Bcc belongs to its location: it is kept with the mailbox whose copy shows it, and so are the links that come of it. */
export async function noteBlindCopies(
  bulk: SqlScope,
  ids: Ids,
  own: OwnAddresses,
  items: readonly FilingItem[],
  { idOf, threadOf }: Places,
): Promise<void> {
  const rows = items.flatMap(({ message, spot }) =>
    message.participants
      .filter(({ role }) => role === 'bcc')
      .map(({ role, address, name }) => ({
        id: ids.next(),
        message_id: idOf.get(message.messageKey) ?? '',
        role,
        address,
        address_key: addressKey(address),
        name,
        mailbox_id: spot.mailboxId,
      })),
  )
  if (rows.length === 0) return
  const added = await store.insertBlind(bulk, rows)
  const linkable = items.flatMap(({ message, spot }): Linkable[] => {
    const id = idOf.get(message.messageKey) ?? ''
    const threadId = threadOf.get(message.messageKey) ?? ''
    const blind = added.filter((row) => row.messageId === id && row.mailboxId === spot.mailboxId)
    const parties = blind
      .filter((row) => !isOwn(own, row.addressKey))
      .map((row) => ({ role: 'bcc' as const, addressKey: row.addressKey }))
    if (parties.length === 0) return []
    const { messageKey, class: kind, sentAt } = message
    // Of the blind recipients alone: what the words name is linked by the message itself.
    const bare = { subject: '', text: '', ancestors: [] }
    return [
      { ...bare, id, threadId, messageKey, class: kind, sentAt, direction: 'out', parties, mailboxId: spot.mailboxId },
    ]
  })
  if (linkable.length > 0) await linkMessages(bulk, own, linkable)
}

/**
 * Bodies that no copy was allowed to bring until now. Answers the messages (ids) that got theirs, and who
 * brought it. A copy that came without one
 * although its mailbox's owner has agreed meanwhile is fetched again.
 */
export async function fillMissingBodies(
  bulk: SqlScope,
  ids: Ids,
  items: readonly FilingItem[],
  stored: readonly store.StoredMessage[],
  fresh: readonly FilingItem[],
  { idOf, rules }: { idOf: ReadonlyMap<string, string>; rules: FilingRules },
): Promise<ReadonlyMap<string, FilingItem>> {
  const missing = new Set([
    ...stored.filter(({ bodyStored }) => !bodyStored).map(({ messageKey }) => messageKey),
    ...fresh.filter(({ bodiless }) => bodiless).map(({ message }) => message.messageKey),
  ])
  const bringers = new Map<string, FilingItem>()
  for (const item of items)
    if (!item.bodiless && missing.has(item.message.messageKey) && !bringers.has(item.message.messageKey))
      bringers.set(item.message.messageKey, item)
  const filled = [...bringers.values()].map((item) => ({ ...item, id: idOf.get(item.message.messageKey) ?? '' }))
  if (filled.length > 0) {
    await store.fillBodies(bulk, filled.map(bodyRow))
    await store.insertAttachments(
      bulk,
      filled.flatMap(({ message, id }) => attachmentRows(message, id, ids)),
    )
  }
  const late = new Set(
    items
      .filter(({ bodiless, spot }) => bodiless && rules.mailboxes.get(spot.mailboxId)?.agreed)
      .map(({ spot }) => spot.mailboxId),
  )
  for (const mailboxId of late) await wishBodies(bulk, ids, mailboxId)
  return new Map(filled.map(({ id, ...item }) => [id, item]))
}

export const attachmentRows = (message: ParsedMessage, message_id: string, ids: Ids): store.AttachmentRow[] =>
  message.attachments.map((part) => ({
    id: ids.next(),
    message_id,
    filename: part.filename,
    content_type: part.contentType,
    size_bytes: part.sizeBytes,
    part_path: part.partPath,
    content_id: part.contentId,
  }))

const bodyRow = ({ id, message, raw }: FilingItem & { id: string }): store.BodyRow => ({
  id,
  text: message.text,
  reply: message.reply,
  size_bytes: message.sizeBytes,
  pack_file: raw.file,
  pack_offset: raw.offset,
  pack_length: raw.length,
})
