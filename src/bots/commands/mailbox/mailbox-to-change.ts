import type { SqlScope } from '../../../db/sql-workspace.js'
import type { Mailbox } from '../../../domain/correspondence/mailbox.js'
import { findMailboxByAddress } from '../../../domain/correspondence/mailbox-store.js'
import { addressKey } from '../../../lib/address-key.js'
import { notFound } from '../../../lib/errors.js'
import type { Asker } from '../define-command.js'

/** One's own mailbox, or anybody's for an administrator; to others it looks like one that is not there. */
export async function mailboxToChange(read: SqlScope, asker: Asker, address: string): Promise<Mailbox> {
  const found = await findMailboxByAddress(read, addressKey(address))
  if (found && (found.staffId === asker.id || asker.may('mailbox.write'))) return found
  throw notFound(`There is no mailbox ${address} of yours. \`mailbox list\` shows which there are.`)
}
