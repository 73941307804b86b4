import type { SqlScope } from '../../db/sql-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import type { Ids } from '../../lib/ids.js'
import { isOwn, type OwnAddresses } from './address-book.js'
import type { FilingRules } from './filing-rules.js'
import * as store from './filing-store.js'
import { type Linkable, linkMessages } from './link-messages.js'
import { attachmentRows } from './message-rows.js'
import { wishBodies } from './missing-bodies-store.js'
import type { FilingItem } from './parsed-message.js'
import { replaceStandIns } from './stand-ins.js'

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
 * Bodies that no copy was allowed to bring until now, or that stood there as somebody's program had retyped them. Answers the messages (ids) that got theirs, and who
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
  const known = new Map<string, { lacks: boolean; standsIn: boolean }>()
  for (const { messageKey, bodyStored, standsIn } of stored) known.set(messageKey, { lacks: !bodyStored, standsIn })
  for (const { message, bodiless = false, standsIn = false } of fresh)
    known.set(message.messageKey, { lacks: bodiless, standsIn })
  const bringers = new Map<string, FilingItem>()
  for (const item of items) {
    const { lacks = false, standsIn = false } = known.get(item.message.messageKey) ?? {}
    const before = bringers.get(item.message.messageKey)
    const brings = !item.bodiless && (lacks || (standsIn && !item.standsIn))
    if (brings && (before === undefined || (before.standsIn && !item.standsIn)))
      bringers.set(item.message.messageKey, item)
  }
  const filled = [...bringers.values()].map((item) => ({ ...item, id: idOf.get(item.message.messageKey) ?? '' }))
  if (filled.length > 0) {
    await replaceStandIns(bulk, ids, rules.own, filled)
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

const bodyRow = ({ id, message, raw, standsIn = false }: FilingItem & { id: string }): store.BodyRow => ({
  id,
  text: message.text,
  reply: message.reply,
  size_bytes: message.sizeBytes,
  pack_file: raw.file,
  pack_offset: raw.offset,
  pack_length: raw.length,
  stands_in: standsIn,
})
