import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import type { Mailbox } from '../domain/correspondence/mailbox.js'
import { listMailboxes } from '../domain/correspondence/mailbox-store.js'
import { notFound } from '../lib/errors.js'
import type { Store } from '../open-store.js'
import { chosenScope } from './company.js'
import type { VerbInput } from './define-verb.js'

/** The mailboxes that the line names, or all. Throws `not_found` for an address that is not followed. */
export async function chosenMailboxes(
  store: Store,
  input: VerbInput,
  addresses: readonly string[],
): Promise<{ scope: Scope; mailboxes: Mailbox[] }> {
  const scope = await chosenScope(store, input)
  const all = (await readWorkspace(store.db, scope, listMailboxes)).filter(({ status }) => status !== 'removed')
  if (all.length === 0) throw notFound('No mailbox is followed yet. `daybook mailbox add` adds one.')
  const wanted = addresses.map((word) => word.toLowerCase())
  const unknown = wanted.filter((word) => !all.some((mailbox) => mailbox.address.toLowerCase() === word))
  if (unknown.length > 0)
    throw notFound(
      `${unknown.join(', ')} is not followed. These are: ${all.map((mailbox) => mailbox.address).join(', ')}.`,
    )
  const mailboxes = wanted.length === 0 ? all : all.filter(({ address }) => wanted.includes(address.toLowerCase()))
  return { scope, mailboxes }
}
