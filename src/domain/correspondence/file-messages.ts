import { bulkOutbox } from '../../db/bulk-outbox.js'
import { plannedOnce, type SqlScope } from '../../db/sql-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import type { Ids } from '../../lib/ids.js'
import { getWorkspace } from '../people/workspace-store.js'
import { directionOf, type OwnAddresses, type Party } from './address-book.js'
import { type Announced, announce } from './announce.js'
import { contactPolicy, type MailPerson, peopleToAdd } from './contacts-from-mail.js'
import { fillMissingBodies, noteBlindCopies } from './file-copies.js'
import { loadFilingRules } from './filing-rules.js'
import * as store from './filing-store.js'
import { joinThreads } from './join-threads.js'
import { type Linkable, linkMessages } from './link-messages.js'
import { ancestorsOf } from './message-key.js'
import { attachmentRows, participantRows } from './message-rows.js'
import type { FilingItem, ParsedMessage } from './parsed-message.js'
import { relinkMessages } from './relink-address.js'
import { setAsideUnlogged } from './set-aside-unlogged.js'
import { addThreadSearch } from './thread-search.js'
import { wishWiped } from './unneeded-raw.js'

export type Filed = {
  /** Messages that were new to the workspace. */
  stored: number
  /** Copies of messages that it had. */
  known: number
  /** To be handed to `addPeopleFromMail` after the commit; null when nobody is to become a contact. */
  newPeople: { people: readonly MailPerson[]; outboxId: string } | null
  /** Copies that are not logged (a never-log rule, internal mail): of these only the place on the server is noted. */
  unlogged: number
}

const NOTHING: Filed = { stored: 0, known: 0, newPeople: null, unlogged: 0 }

/**
 * Files a batch of mail in the caller's bulk transaction: every message once whatever came before, in its thread, on its
 * records, searchable. Any batch in any order, and the same one twice, comes to the same. Holds the workspace's filing
 * lock until the transaction ends.
 */
export async function fileMessages(bulk: SqlScope, ids: Ids, given: readonly FilingItem[]): Promise<Filed> {
  if (given.length === 0) return NOTHING
  await store.lockFiling(bulk)
  const rules = await loadFilingRules(bulk)
  const { own } = rules
  const { items, unlogged } = await setAsideUnlogged(bulk, given, rules)
  if (items.length === 0) {
    await wishWiped(bulk, ids, given, [])
    return { ...NOTHING, unlogged }
  }
  const keys = [...new Set(items.map(({ message }) => message.messageKey))]
  const storedRows = await store.findStored(bulk, keys)
  const idOf = new Map(storedRows.map(({ messageKey, id }) => [messageKey, id]))
  const fresh = firstOfEach(items, idOf)
  for (const { message } of fresh) idOf.set(message.messageKey, ids.next())

  const { threadOf: threads, touched, stale, moved, rearranged } = await joinThreads(bulk, ids, items, fresh)
  const linkable = fresh.map(({ message }) => toLinkable(message, idOf, threads, own))
  await plannedOnce(bulk, async () => {
    await insertFresh(bulk, ids, fresh, linkable)
    await store.putLocations(bulk, locationRows(items, idOf))
  })
  await noteOtherCopies(bulk, items, storedRows, fresh, idOf)
  await store.refreshThreads(bulk, stale)
  const book = await linkMessages(bulk, own, linkable)
  await noteBlindCopies(bulk, ids, own, items, { idOf, threadOf: threads })
  const bringers = await fillMissingBodies(bulk, ids, items, storedRows, fresh, { idOf, rules })
  await wishWiped(bulk, ids, given, [...fresh, ...bringers.values()])
  const filled = [...bringers.keys()]
  await relinkMessages(bulk, own, { keys: moved, ids: filled })
  const arrived = rearranged ? null : [...idOf.values()]
  await addThreadSearch(bulk, touched, { arrived, changed: filled })

  const policy = contactPolicy((await getWorkspace(bulk)).settings)
  const directed = fresh.map(({ message }, at) => ({ ...message, direction: linkable[at]?.direction ?? 'in' }))
  const people = peopleToAdd(directed, policy, own, book.contactByAddress)
  await announce(bulk, ids, announcements(fresh, bringers, idOf, own))
  const newPeople = await wish(bulk, ids, people)
  return { stored: fresh.length, known: items.length - fresh.length, newPeople, unlogged }
}

/**
 * What a mail means is told when its body is here: of one that is without, only that somebody wrote; the rest when a copy
 * brings it, and then as history.
 */
function announcements(
  fresh: readonly FilingItem[],
  bringers: ReadonlyMap<string, FilingItem>,
  idOf: ReadonlyMap<string, string>,
  own: OwnAddresses,
): Announced[] {
  const told = (item: FilingItem, live: boolean): Announced => {
    const parties = item.message.participants.map(({ role, address }) => ({ role, addressKey: addressKey(address) }))
    const direction = directionOf(parties, own)
    return { ...item.message, id: must(idOf, item.message.messageKey), direction, live }
  }
  const arrived = fresh.flatMap((item): Announced[] => {
    const all = told(item, item.live ?? false)
    if (!item.bodiless) return [all]
    return item.message.class === 'person' ? [{ ...all, participants: [] }] : []
  })
  return [...arrived, ...[...bringers.values()].map((item) => told(item, false))]
}

/** Of several copies in one batch the first is the message. */
function firstOfEach(items: readonly FilingItem[], stored: ReadonlyMap<string, string>): FilingItem[] {
  const seen = new Set<string>()
  return items.filter(({ message: { messageKey } }) => {
    if (stored.has(messageKey) || seen.has(messageKey)) return false
    seen.add(messageKey)
    return true
  })
}

function toLinkable(
  message: ParsedMessage,
  idOf: ReadonlyMap<string, string>,
  threads: ReadonlyMap<string, string>,
  own: OwnAddresses,
): Linkable {
  const parties: Party[] = message.participants.map(({ role, address }) => ({ role, addressKey: addressKey(address) }))
  // Whom a bcc names is linked by the copy that shows it (`noteBlindCopies`), and only for those who may see that copy.
  return {
    id: must(idOf, message.messageKey),
    threadId: must(threads, message.messageKey),
    messageKey: message.messageKey,
    direction: directionOf(parties, own),
    class: message.class,
    subject: message.subject,
    text: message.text,
    sentAt: message.sentAt,
    ancestors: ancestorsOf(message),
    parties: parties.filter(({ role }) => role !== 'bcc'),
  }
}

const must = (map: ReadonlyMap<string, string>, key: string): string => {
  const value = map.get(key)
  if (value === undefined) throw new Error(`Filing lost track of ${key}`)
  return value
}

async function insertFresh(bulk: SqlScope, ids: Ids, fresh: readonly FilingItem[], linkable: readonly Linkable[]) {
  if (fresh.length === 0) return
  const batchId = ids.next()
  const each = fresh.map((item, at) => ({ ...item, facts: linkable[at] as Linkable }))
  await store.insertMessages(
    bulk,
    each.map(({ message, raw, receivedAt, facts, bodiless = false, standsIn = false }) => {
      const from = message.participants.find(({ role }) => role === 'from')
      return {
        id: facts.id,
        message_key: message.messageKey,
        subject: message.subject,
        sent_at: message.sentAt,
        received_at: receivedAt,
        from_address: from?.address ?? '',
        from_name: from?.name ?? null,
        direction: facts.direction,
        class: message.class,
        text: message.text,
        reply: message.reply,
        size_bytes: message.sizeBytes,
        pack_file: raw.file,
        pack_offset: raw.offset,
        pack_length: raw.length,
        content_hash: message.contentHash,
        batch_id: batchId,
        thread_id: facts.threadId,
        body_stored: !bodiless,
        stands_in: standsIn,
        provider_thread: message.providerThread ?? null,
      }
    }),
  )
  const messages = each.map(({ message, facts }) => ({ message, id: facts.id }))
  await Promise.all([
    store.insertRefs(bulk, messages.map(({ message, id }) => refRow(message, id)).filter(namesAny)),
    store.insertParticipants(
      bulk,
      messages.flatMap(({ message, id }) => participantRows(message, id, ids)),
    ),
    store.insertAttachments(
      bulk,
      messages.flatMap(({ message, id }) => attachmentRows(message, id, ids)),
    ),
  ])
}

/** What a message answers is nearly always the last of its references as well; it is noted once. */
function refRow(message: ParsedMessage, messageId: string, known: ReadonlySet<string> = new Set()): store.RefRow {
  const kept = new Set(ancestorsOf(message).filter((key) => !known.has(key)))
  const referenceKeys = message.references.filter((key) => kept.delete(key))
  return { messageId, referenceKeys, replyKeys: message.inReplyTo.filter((key) => kept.delete(key)) }
}

const namesAny = ({ referenceKeys, replyKeys }: store.RefRow): boolean => referenceKeys.length + replyKeys.length > 0

/** Copies whose content differs are noted, with the references that only they have. */
async function noteOtherCopies(
  bulk: SqlScope,
  items: readonly FilingItem[],
  stored: readonly store.StoredMessage[],
  fresh: readonly FilingItem[],
  idOf: ReadonlyMap<string, string>,
): Promise<void> {
  const hashes = new Map(stored.map(({ messageKey, contentHashes }) => [messageKey, new Set(contentHashes)]))
  for (const { message } of fresh) hashes.set(message.messageKey, new Set([message.contentHash]))
  const others = items.filter(({ message }) => !hashes.get(message.messageKey)?.has(message.contentHash))
  if (others.length === 0) return
  const rows = others.map(({ message }) => ({ id: must(idOf, message.messageKey), hash: message.contentHash }))
  await store.insertOtherHashes(bulk, rows)
  const known = new Map<string, Set<string>>()
  for (const { id } of rows) known.set(id, new Set())
  for (const { messageId, keys } of await store.listRefs(bulk, [...known.keys()]))
    for (const key of keys) known.get(messageId)?.add(key)
  const further = others.map(({ message }) => {
    const id = must(idOf, message.messageKey)
    const row = refRow(message, id, known.get(id))
    for (const key of [...row.referenceKeys, ...row.replyKeys]) known.get(id)?.add(key)
    return row
  })
  await store.insertRefs(bulk, further.filter(namesAny))
}

const locationRows = (items: readonly FilingItem[], idOf: ReadonlyMap<string, string>): store.LocationRow[] =>
  items.map(({ message, spot }) => ({
    message_id: must(idOf, message.messageKey),
    mailbox_id: spot.mailboxId,
    folder: spot.folder,
    uid_validity: spot.uidValidity.toString(),
    uid: spot.uid.toString(),
    flags: spot.flags,
  }))

/** The wish stands in the outbox until it is granted, so that a crash after the commit loses no contact. */
async function wish(bulk: SqlScope, ids: Ids, people: readonly MailPerson[]): Promise<Filed['newPeople']> {
  if (people.length === 0) return null
  const outboxId = ids.next()
  await bulkOutbox(bulk, { next: () => outboxId }, [{ kind: 'mail.people', data: { people } }])
  return { people, outboxId }
}
