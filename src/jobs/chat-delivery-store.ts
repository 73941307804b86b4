import type { Tx } from '../db/in-workspace.js'
import type { SqlScope } from '../db/sql-workspace.js'
import type { Occasion } from '../domain/people/notices.js'
import { conflict } from '../lib/errors.js'
import type { ChatAddress } from './services.js'

/** A message that stands in the chat; `version` guards its next edit. */
export type SentDelivery = { state: 'sent'; id: string; at: ChatAddress; contentHash: string | null; version: number }

/**
 * Ours to send now. `begun`: somebody began it before and may have sent it, at the earliest at `since`; null where the company's time is
 * simulated, since no instant of it says anything about the chat's.
 */
type Claimed = { state: 'sending'; id: string; begun: { since: Date | null } | null }

type Detail = { until?: string; contentHash?: string | null; reason?: string }
type Row = {
  id: string
  state: string
  externalRef: string | null
  detail: Detail | null
  version: number
  since: Date | null
}

/** Longer than all calls of one message may take together (clients.ts); a crashed sender's claim ends then. */
const CLAIM_MS = 120_000

/** Claims the sending of an occasion's message, or answers that it was sent. Throws `conflict` while another sends it. */
export async function claimDelivery(
  tx: Tx,
  { occasion, to }: { occasion: string; to: string },
): Promise<SentDelivery | Claimed> {
  const { workspaceId } = tx.scope
  const made = await tx.prisma.delivery.createMany({
    data: { workspaceId, id: tx.newId(), occasion, channel: 'slack', recipient: to },
    skipDuplicates: true,
  })
  const [row] = await tx.prisma.$queryRaw<Row[]>`
    select d.id::text, d.state, d.external_ref as "externalRef", d.detail, d.version, case when not w.simulated then d.created_at end as since
    from delivery d join workspace w on w.id = d.workspace_id
    where d.workspace_id = ${workspaceId}::uuid and d.occasion = ${occasion} and d.recipient = ${to} for update of d`
  if (!row) throw conflict('The delivery row is gone.', { occasion })
  const at = row.state === 'sent' ? addressOf(row.externalRef) : null
  if (at) return { state: 'sent', id: row.id, at, contentHash: row.detail?.contentHash ?? null, version: row.version }
  if (row.detail?.until && new Date(row.detail.until) > tx.now)
    throw conflict('Another worker is sending this message.', { occasion })
  await save(tx, row.id, { state: 'sending', detail: { until: new Date(tx.now.getTime() + CLAIM_MS).toISOString() } })
  return { state: 'sending', id: row.id, begun: made.count === 1 ? null : { since: row.since } }
}

/** Where an occasion's message stands in a channel; null when it was not sent. */
export async function findSentAt({ sql, scope }: SqlScope, occasion: Occasion): Promise<ChatAddress | null> {
  const [row] = await sql<{ externalRef: string | null }[]>`
    select external_ref as "externalRef" from delivery
    where workspace_id = ${scope.workspaceId} and occasion = ${occasion} and channel = 'slack' and state = 'sent'`
  return addressOf(row?.externalRef ?? null)
}

/** An occasion's message to one recipient as it stands; null when it was not sent to them. */
export async function findSent(
  { sql, scope }: SqlScope,
  { occasion, to }: { occasion: Occasion; to: string },
): Promise<SentDelivery | null> {
  const [row] = await sql<{ id: string; externalRef: string | null; hash: string | null; version: number }[]>`
    select id::text as id, external_ref as "externalRef", detail ->> 'contentHash' as hash, version from delivery
    where workspace_id = ${scope.workspaceId} and occasion = ${occasion} and recipient = ${to} and channel = 'slack' and state = 'sent'`
  const at = addressOf(row?.externalRef ?? null)
  return row && at ? { state: 'sent', id: row.id, at, contentHash: row.hash, version: row.version } : null
}

/** To whom an occasion's message was sent: whose copies are kept up to date. */
export async function recipientsOf({ sql, scope }: SqlScope, occasion: string): Promise<string[]> {
  const rows = await sql<{ recipient: string }[]>`
    select recipient from delivery
    where workspace_id = ${scope.workspaceId} and occasion = ${occasion} and state in ('sending', 'sent') order by recipient`
  return rows.map(({ recipient }) => recipient)
}

export async function noteSent(
  tx: Tx,
  id: string,
  { at, contentHash }: { at: ChatAddress; contentHash: string | null },
): Promise<SentDelivery> {
  const externalRef = `${at.channel}:${at.ts}`
  await save(tx, id, { state: 'sent', sentAt: tx.now, externalRef, detail: { contentHash } })
  const { version } = await tx.prisma.delivery.findUniqueOrThrow({ where: keyOf(tx, id), select: { version: true } })
  return { state: 'sent', id, at, contentHash, version }
}

export const noteFailed = (tx: Tx, id: string, reason: string): Promise<void> =>
  save(tx, id, { state: 'failed', detail: { reason } })

/** The claim ends, the sending is still to be done. */
export const releaseDelivery = (tx: Tx, id: string): Promise<void> => save(tx, id, { detail: {} })

/** The message is gone from the chat: the next one is a delivery of its own, with an id of its own to be found by. */
export async function forgetDelivery(tx: Tx, id: string): Promise<void> {
  await tx.prisma.delivery.delete({ where: keyOf(tx, id) })
}

/**
 * Notes an edit in place. False when another edited it meanwhile: nobody knows then which of the two the chat shows, so
 * the hash is forgotten and the next run edits it in any case.
 */
export async function noteEdited(tx: Tx, sent: SentDelivery, contentHash: string): Promise<boolean> {
  const { count } = await tx.prisma.delivery.updateMany({
    where: { id: sent.id, version: sent.version },
    data: { detail: { contentHash } },
  })
  if (count === 0) await save(tx, sent.id, { detail: { contentHash: null } })
  return count === 1
}

type Change = { state?: string; sentAt?: Date; externalRef?: string; detail: Detail }

async function save(tx: Tx, id: string, data: Change): Promise<void> {
  await tx.prisma.delivery.update({ where: keyOf(tx, id), data })
}

const keyOf = (tx: Tx, id: string) => ({ workspaceId_id: { workspaceId: tx.scope.workspaceId, id } })

export function addressOf(externalRef: string | null): ChatAddress | null {
  const [channel, ts] = (externalRef ?? '').split(':')
  return channel && ts ? { channel, ts } : null
}
