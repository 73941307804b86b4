import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import {
  findStrangers,
  isAnyoneUnlogged,
  loadFilingRules,
  type Unlogged,
  whyUnlogged,
} from '../domain/correspondence/filing-rules.js'
import { findStored } from '../domain/correspondence/filing-store.js'
import type { AlsoNamed, ParsedMessage } from '../domain/correspondence/parsed-message.js'
import { enclosedAddresses } from './enclosed-addresses.js'
import { headerAddresses } from './header-addresses.js'

/**
 * What may be kept of a mail: all of it; all but raw bytes, since another copy has brought them; its headers, without text,
 * attachments and raw bytes; or nothing, and why.
 */
export type Keeping = { keep: 'whole' | 'known' | 'headers'; alsoNamed: AlsoNamed } | { keep: 'nothing'; why: Unlogged }

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
    const within: string[][] = []
    if (isAnyoneUnlogged(rules))
      for (const { message, bytes } of mails) within.push(await enclosedAddresses(message, bytes))
    const copies = mails.map(({ message, bytes }, at) => ({
      message: message ?? { participants: [] },
      mailboxId,
      alsoNamed: () => [...headerAddresses(bytes), ...(within[at] ?? [])],
    }))
    const whys = copies.map((copy) => whyUnlogged(copy, rules))
    const strangers = await findStrangers(
      bulk,
      copies.filter((_, at) => whys[at] === null),
      rules,
    )
    const stored = await findStored(bulk, [...new Set(mails.flatMap(({ message }) => message?.messageKey ?? []))])
    const known = new Set(
      stored.filter(({ bodyStored, standsIn }) => bodyStored && !standsIn).map(({ messageKey }) => messageKey),
    )
    return copies.map((copy, at): Keeping => {
      const why = whys[at] ?? null
      if (why !== null) return { keep: 'nothing', why }
      const { alsoNamed } = copy
      if (strangers.has(copy)) return { keep: 'headers', alsoNamed }
      return { keep: known.has(mails[at]?.message?.messageKey ?? '') ? 'known' : 'whole', alsoNamed }
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
