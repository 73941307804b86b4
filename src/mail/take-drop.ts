import { createHash } from 'node:crypto'
import type { DNSResolver } from 'mailauth'
import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { dropMailbox } from '../domain/correspondence/drop-mailbox.js'
import { findKnownUids, NO_SERVER } from '../domain/correspondence/folder-store.js'
import type { ParsedMessage } from '../domain/correspondence/parsed-message.js'
import { findStaffByEmail } from '../domain/people/staff-store.js'
import { addressKey } from '../lib/address-key.js'
import { refused } from '../lib/errors.js'
import { type Arrival, fileBatch } from './file-batch.js'
import type { MailFiles } from './files/mail-files.js'
import { forwardedMails } from './forwarded-mail.js'
import { readMessage } from './read-message.js'
import { verifySender } from './verify-sender.js'

/** `address`: where staff send what is to be logged. */
export type DropDeps = { db: Database; mailFiles: MailFiles; address: string; resolver?: DNSResolver }

/** Who handed a mail over by SMTP. `trusted`: from a network whose senders need no further proof. */
export type DropEnvelope = { ip: string; helo: string; sender: string; trusted: boolean }

/** The folder that mail to the drop address lies in. */
export const DROP_FOLDER = 'drop'

/**
 * Takes a mail to the drop address: only from staff of the company, only when somebody vouches for them. One that is a
 * forward is filed as what it forwards, any other (a blind copy) as it is. Durable when it returns; the same mail again
 * changes nothing. Throws `refused` with the reason for the sender, anything else means "try again".
 */
export async function takeDrop(
  deps: DropDeps,
  workspaceId: string,
  bytes: Buffer,
  envelope: DropEnvelope,
): Promise<{ filed: number }> {
  const { db } = deps
  const scope: Scope = { workspaceId, actorId: null, via: 'mail' }
  const receivedAt = db.clock.now()
  const read = await readMessage(bytes, receivedAt)
  if (!read.ok) throw refused(`This mail was not logged: ${read.problem}.`)
  await assertStaff(deps, scope, read.value, bytes, envelope)
  const mailboxId = await dropMailbox(db, scope, deps.address)
  const originals = isToDropAlone(read.value, deps.address) ? await forwardedMails(bytes) : []
  const mails = originals.length > 0 ? originals : [{ bytes, standsIn: false }]
  const life = { mailboxId, folder: DROP_FOLDER, uidValidity: NO_SERVER }
  const arrivals = new Map(
    mails.map((mail): [bigint, Arrival] => {
      const uid = uidOf(mail.bytes)
      return [uid, { spot: { ...life, uid, flags: [] }, receivedAt, live: true, ...mail }]
    }),
  )
  const known = new Set(await readWorkspace(db, scope, (r) => findKnownUids(r, life, [...arrivals.keys()])))
  const fresh = [...arrivals].filter(([uid]) => !known.has(uid)).map(([, arrival]) => arrival)
  if (fresh.length === 0) return { filed: 0 }
  const pack = deps.mailFiles.packs(workspaceId).open()
  const nothing = async () => undefined
  try {
    await fileBatch({ db, scope, mailboxId, pack, guard: nothing, alongside: nothing }, fresh)
  } finally {
    await pack.close()
  }
  return { filed: fresh.length }
}

/** 63 bits of its content. */
const uidOf = (mail: Buffer): bigint => createHash('sha256').update(mail).digest().readBigUInt64BE(0) >> 1n

/** A forward goes to the drop address and nobody else; a copy of a mail to a customer names the customer. */
function isToDropAlone({ participants }: ParsedMessage, drop: string): boolean {
  const named = participants.filter(({ role }) => role === 'to' || role === 'cc')
  return named.length > 0 && named.every(({ address }) => addressKey(address) === addressKey(drop))
}

async function assertStaff(
  { db, resolver }: DropDeps,
  scope: Scope,
  { participants }: ParsedMessage,
  bytes: Buffer,
  { trusted, ...connection }: DropEnvelope,
): Promise<void> {
  const senders = participants.filter(({ role }) => role === 'from')
  const from = senders[0]?.address ?? ''
  const staff = senders.length === 1 ? await readWorkspace(db, scope, (read) => findStaffByEmail(read, from)) : null
  // Who left is known still, and lets nothing into the log any more.
  if (!staff?.active)
    throw refused('Only staff of the company log mail here, from the address they are registered with.')
  if (trusted) return
  const vouched = await verifySender(bytes, from, { authservIds: [], connection, ...(resolver && { resolver }) })
  if (!vouched.ok)
    throw refused(`This mail was not logged: ${vouched.problem}, neither its signature (DKIM) nor its way here (SPF).`)
}
