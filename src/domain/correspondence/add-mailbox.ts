import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { conflict, invalid } from '../../lib/errors.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { putSecret } from '../people/secret-store.js'
import { findStaffByEmail } from '../people/staff-store.js'
import {
  type MailboxKind,
  mailboxKey,
  PUBLIC_TRUST,
  readServerUrl,
  type ServerTrust,
  type Visibility,
  withoutPassword,
} from './mailbox.js'
import { findMailboxByAddress, insertMailbox, reviveMailbox } from './mailbox-store.js'
import { GRANT_PREFIX, type OAuthGrant, writeGrant } from './oauth-grant.js'

export type NewMailbox = {
  address: string
  /** With user and password: `imaps://user:password@host`. */
  imap: string
  smtp?: string | undefined
  /** In place of a password. */
  oauth?: OAuthGrant | undefined
  /** Default: a public authority certifies its servers. */
  trust?: ServerTrust | undefined
  /** Default `metadata`: what colleagues see begins with nothing. */
  visibility?: Visibility | undefined
  /**
   * The owner agreed to this visibility. Until then colleagues see of a personal mailbox that there was mail, whatever
   * `visibility` says, and strangers' bodies are not stored.
   */
  agreed?: boolean | undefined
  /** Default: personal when a member of staff has the address, else shared. */
  kind?: MailboxKind | undefined
  /** Mail of people there becomes cases: of a shared one. */
  support?: boolean | undefined
  /** The backfill goes back to this date. */
  since?: Date | undefined
}

/** Adds a mailbox to be followed; its password is sealed with a key that is not in the database. Answers its id. */
export async function addMailbox(db: Database, scope: Scope, key: SecretKey, input: NewMailbox): Promise<string> {
  const addressKey = take(mailboxKey(input.address))
  const imap = take(readServerUrl(input.imap, 'imap', input.address))
  const smtp = input.smtp === undefined ? null : take(readServerUrl(input.smtp, 'smtp', input.address))
  // One secret a mailbox: another password for sending would be dropped, and noticed only by the first invoice.
  if (smtp !== null && smtp.password !== null && smtp.password !== imap.password)
    throw invalid('A mailbox fetches and sends with one password. Give --smtp the same as --imap, or none.')
  if (input.oauth && imap.password !== null)
    throw invalid('A mailbox logs in by a password or by OAuth, not by both: leave the password out of --imap.')
  const { staff, removed } = await readWorkspace(db, scope, async (read) => {
    await refuseFollowed(read, input.address)
    const [staff, removed] = [findStaffByEmail(read, input.address), findMailboxByAddress(read, addressKey)]
    return { staff: await staff, removed: await removed }
  })
  const kind = input.kind ?? (staff ? 'personal' : 'shared')
  if (input.support && kind !== 'shared')
    throw invalid(`${input.address} is a member of staff’s: support’s mailbox is a shared one.`)
  return inWorkspace(db, scope, async (tx) => {
    const secret = input.oauth ? writeGrant(input.oauth) : imap.password
    const name = `${input.oauth ? GRANT_PREFIX : 'mailbox:'}${addressKey}`
    const secretId = secret === null ? null : await putSecret(tx, key, { name, text: secret })
    const row = {
      address: input.address.trim(),
      addressKey,
      kind,
      visibility: input.visibility ?? 'metadata',
      imapUrl: withoutPassword(input.imap),
      smtpUrl: input.smtp === undefined ? null : withoutPassword(input.smtp),
      visibilityAgreedAt: input.agreed ? tx.now : null,
      since: input.since ?? null,
      staffId: staff?.id ?? null,
      support: input.support ?? false,
      ...(input.trust ?? PUBLIC_TRUST),
      secretId,
    }
    if (removed === null) return insertMailbox(tx, row)
    await reviveMailbox(tx, removed.id, row)
    return removed.id
  })
}

/** Throws `conflict` when the mailbox is followed already; one that was removed may be added again. */
export async function refuseFollowed(read: SqlScope, address: string): Promise<void> {
  const existing = await findMailboxByAddress(read, take(mailboxKey(address)))
  if (existing && existing.status !== 'removed')
    throw conflict(
      `The mailbox ${existing.address} is followed already. \`daybook mailbox sign-in\` gives it another password or sign-in.`,
    )
}

function take<T>(result: { ok: true; value: T } | { ok: false; problem: string }): T {
  if (!result.ok) throw invalid(result.problem)
  return result.value
}
