import type { SqlScope } from '../../db/sql-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import type { Ids } from '../../lib/ids.js'
import { directionOf, type OwnAddresses } from './address-book.js'
import { insertParticipants, refreshThreads } from './filing-store.js'
import { participantRows } from './message-rows.js'
import type { FilingItem, RawPlace } from './parsed-message.js'
import { wipeLater } from './unneeded-raw.js'

type Bringer = FilingItem & { id: string }
type StandIn = RawPlace & { id: string; threadId: string }

/**
 * Where a mail that was forwarded within a text stood in for these: their own headers take the place of the retyped ones, who else
 * they name is added, and the raw bytes of the forward's wording go. Messages that nothing stood in for are left alone.
 */
export async function replaceStandIns(
  bulk: SqlScope,
  ids: Ids,
  own: OwnAddresses,
  bringers: readonly Bringer[],
): Promise<void> {
  const standIns = await listStandIns(
    bulk,
    bringers.filter(({ standsIn }) => !standsIn).map(({ id }) => id),
  )
  if (standIns.length === 0) return
  const real = bringers.filter(({ id }) => standIns.some((standIn) => standIn.id === id))
  await saveHeaders(bulk, real.map(headerRow(own)))
  await addParticipants(bulk, ids, real)
  await refreshThreads(bulk, [...new Set(standIns.map(({ threadId }) => threadId))])
  await wipeLater(bulk, ids, standIns)
}

async function listStandIns({ sql, scope }: SqlScope, ids: readonly string[]): Promise<StandIn[]> {
  if (ids.length === 0) return []
  return sql<StandIn[]>`
    select id, thread_id as "threadId", pack_file as file, pack_offset::float8 as "offset", pack_length as length from message
     where workspace_id = ${scope.workspaceId} and id = any(${ids as string[]}::uuid[]) and stands_in`
}

const headerRow =
  (own: OwnAddresses) =>
  ({ id, message }: Bringer) => {
    const from = message.participants.find(({ role }) => role === 'from')
    const parties = message.participants.map(({ role, address }) => ({ role, addressKey: addressKey(address) }))
    return {
      id,
      subject: message.subject,
      sent_at: message.sentAt,
      from_address: from?.address ?? '',
      from_name: from?.name ?? null,
      direction: directionOf(parties, own),
      class: message.class,
    }
  }

const saveHeaders = ({ sql, scope }: SqlScope, rows: readonly ReturnType<ReturnType<typeof headerRow>>[]) => sql`
  update message m set subject = r.subject, sent_at = r.sent_at, from_address = r.from_address, from_name = r.from_name,
         direction = r.direction, class = r.class
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as r(id uuid, subject text, sent_at timestamptz,
      from_address text, from_name text, direction text, class text)
   where m.workspace_id = ${scope.workspaceId} and m.id = r.id`

/** The retyped ones stay: they are the mail's own, as far as they could be read. */
async function addParticipants(bulk: SqlScope, ids: Ids, bringers: readonly Bringer[]): Promise<void> {
  const known = await bulk.sql<{ messageId: string; role: string; key: string }[]>`
    select message_id as "messageId", role, address_key as key from participant
     where workspace_id = ${bulk.scope.workspaceId} and message_id = any(${bringers.map(({ id }) => id)}::uuid[])`
  const there = new Set(known.map(({ messageId, role, key }) => `${messageId} ${role} ${key}`))
  const rows = bringers
    .flatMap(({ message, id }) => participantRows(message, id, ids))
    .filter(({ message_id, role, address_key }) => !there.has(`${message_id} ${role} ${address_key}`))
  if (rows.length > 0) await insertParticipants(bulk, rows)
}
