import type { SqlScope } from '../../db/sql-workspace.js'
import { type FilingRules, UNLOGGED, type Unlogged, whyUnlogged } from './filing-rules.js'
import { settleDeliveries } from './filing-store.js'
import { insertSkipped } from './folder-store.js'
import type { FilingItem } from './parsed-message.js'

/**
 * Takes out of a batch what may not be logged, and notes of each its place on the server and the reason, nothing of the mail.
 * Callers that ask the same rules before they keep raw bytes (`mail/keep-or-skip.ts`) lose nothing here but a race with a
 * rule that was made meanwhile.
 */
export async function setAsideUnlogged(
  bulk: SqlScope,
  given: readonly FilingItem[],
  rules: FilingRules,
): Promise<{ items: readonly FilingItem[]; unlogged: number }> {
  const judged = given.map((item) => {
    const copy = { message: item.message, mailboxId: item.spot.mailboxId, alsoNamed: item.alsoNamed }
    return { item, why: whyUnlogged(copy, rules) }
  })
  const aside = judged.filter((each): each is { item: FilingItem; why: Unlogged } => each.why !== null)
  for (const mailboxId of new Set(aside.map(({ item }) => item.spot.mailboxId))) {
    const places = aside.filter(({ item }) => item.spot.mailboxId === mailboxId)
    await insertSkipped(
      bulk,
      mailboxId,
      places.map(({ item: { spot }, why }) => ({ ...spot, reason: why, raw: null })),
    )
  }
  // A report that we sent to a colleague leaves no message, but that it is there settles that it went out.
  const internal = aside.filter(({ why }) => why === UNLOGGED.internal)
  if (internal.length > 0)
    await settleDeliveries(
      bulk,
      internal.map(({ item }) => item.message.messageKey),
    )
  return {
    items: judged.filter(({ why }) => why === null).map(({ item }) => item),
    unlogged: aside.length,
  }
}
