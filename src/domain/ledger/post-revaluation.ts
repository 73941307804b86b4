import type { Tx } from '../../db/in-workspace.js'
import { oneAtATime } from '../../db/one-at-a-time.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { type IsoMonth, lastOfMonth } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { getAccountFor } from './account-store.js'
import type { NewEntry } from './entry.js'
import { getClosingRate } from './fx-rate-store.js'
import { requireOpenDate } from './open-date.js'
import { postEntries } from './post-entries.js'
import { type Companion, companionOf, leftOut, type Revaluation, revaluationEntries, revalue } from './revaluation.js'
import { countRevaluations, listForeignBalances } from './revaluation-store.js'

export type PlannedRevaluation = {
  revaluations: readonly Revaluation[]
  entries: readonly [NewEntry, NewEntry]
  /** Of accounts that may be money, and are left out. */
  notes: readonly string[]
}

/**
 * What revaluing a month's foreign balances would post. Run again it posts what has changed since, and nothing if nothing has. Throws
 * `refused` where a rate is missing, nothing differs, or a period is closed.
 */
export async function planRevaluation(tx: Tx, month: IsoMonth, baseCurrency: string): Promise<PlannedRevaluation> {
  const asOf = lastOfMonth(month)
  const all = await listForeignBalances(sqlInTx(tx), asOf, baseCurrency)
  const balances = all.filter((balance) => companionOf(balance) !== null)
  const rates = new Map<string, string>()
  for (const currency of new Set(balances.map((balance) => balance.currency)))
    rates.set(currency, (await getClosingRate(tx, currency, asOf)).rate)
  const revaluations = revalue(balances, rates, baseCurrency)
  const companions = new Map<Companion, string>()
  for (const { companion } of revaluations) companions.set(companion, (await getAccountFor(tx, companion)).id)
  const entries = revaluationEntries(revaluations, {
    month,
    earlier: await countRevaluations(tx, asOf),
    baseCurrency,
    companions,
    differences: (await getAccountFor(tx, 'unrealised-exchange')).id,
    entryId: tx.newId(),
    reversalId: tx.newId(),
  })
  if (!entries)
    throw refused(
      [
        `Nothing to revalue for ${month}: what is held in other currencies is carried at its worth.`,
        ...leftOut(all),
      ].join(' '),
    )
  for (const { date } of entries) await requireOpenDate(tx, date)
  return { revaluations, entries, notes: leftOut(all) }
}

/** Two at the same moment would each post the whole difference: the second one finds what the first one has posted. */
export async function postRevaluation(tx: Tx, month: IsoMonth, baseCurrency: string): Promise<PlannedRevaluation> {
  await oneAtATime(tx, 'revaluation')
  const planned = await planRevaluation(tx, month, baseCurrency)
  await postEntries(tx, planned.entries)
  await tx.outbox('journal.posted', { entryIds: planned.entries.map(({ id }) => id) })
  return planned
}
