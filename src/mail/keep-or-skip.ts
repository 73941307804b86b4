import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import {
  type Copy,
  findStrangers,
  loadFilingRules,
  type Unlogged,
  whyUnlogged,
} from '../domain/correspondence/filing-rules.js'
import type { ParsedMessage } from '../domain/correspondence/parsed-message.js'
import { headerAddresses } from './header-addresses.js'

/** What may be kept of a mail: all of it; its headers, without text, attachments and raw bytes; or nothing, and why. */
export type Keeping = { keep: 'whole' | 'headers'; alsoNamed: readonly string[] } | { keep: 'nothing'; why: Unlogged }

/**
 * Decides about mails that were read, before a byte of them is written anywhere. Whoever brings mail in (a sync, the drop
 * address, an import) asks this first and keeps raw bytes of none but the whole ones. `message` is null for what can't be
 * read: its headers are looked through all the same.
 */
export function whatToKeep(
  db: Database,
  scope: Scope,
  mailboxId: string,
  mails: readonly { message: ParsedMessage | null; bytes: Buffer }[],
): Promise<Keeping[]> {
  if (mails.length === 0) return Promise.resolve([])
  return bulkWorkspace(db, scope, async (bulk) => {
    const rules = await loadFilingRules(bulk)
    const copies = mails.map(
      ({ message, bytes }): Copy => ({
        message: message ?? { participants: [] },
        mailboxId,
        alsoNamed: headerAddresses(bytes),
      }),
    )
    const whys = copies.map((copy) => whyUnlogged(copy, rules))
    const strangers = await findStrangers(
      bulk,
      copies.filter((_, at) => whys[at] === null),
      rules,
    )
    return copies.map((copy, at): Keeping => {
      const why = whys[at] ?? null
      if (why !== null) return { keep: 'nothing', why }
      return { keep: strangers.has(copy) ? 'headers' : 'whole', alsoNamed: copy.alsoNamed ?? [] }
    })
  })
}

/** A mail without its body, as it is filed until its mailbox's owner agreed. */
export const withoutBody = (message: ParsedMessage): ParsedMessage => ({
  ...message,
  text: '',
  reply: '',
  attachments: [],
})
