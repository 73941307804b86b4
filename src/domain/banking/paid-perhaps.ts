import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { formatMoney, money } from '../../lib/money.js'
import type { LineRow } from './line-list-store.js'
import type { MatchBook } from './match-book.js'
import { readOpen } from './match-open-lines.js'
import type { Proposal } from './proposal.js'
import { proposeMatch } from './propose-match.js'

/** Lines that bring money and that nobody has matched yet, by the company whose documents they may pay. */
export type PaidPerhaps = ReadonlyMap<string, readonly LineRow[]>

/** Whose payment each may be. A guess by the amount alone says nothing of anybody. Pure. */
export function paidPerhaps(lines: readonly LineRow[], book: MatchBook): PaidPerhaps {
  const found = new Map<string, LineRow[]>()
  for (const line of lines.filter(({ amountMinor }) => amountMinor > 0n))
    for (const companyId of new Set(proposeMatch(line, book).flatMap(companiesOf)))
      found.set(companyId, [...(found.get(companyId) ?? []), line])
  return found
}

function companiesOf({ by, does }: Proposal): string[] {
  if (by === 'guess') return []
  const settled = does.kind === 'settle' ? [does] : does.kind === 'payout' ? does.shares : []
  return settled.flatMap(({ party }) => party.companyId ?? [])
}

/** Of all open lines, those of a statement that does not foot included: what they say is unproved, but may be so. */
export async function loadPaidPerhaps(db: Database, scope: Scope): Promise<PaidPerhaps> {
  const { lines, book } = await readWorkspace(db, scope, (read) => readOpen(read, {}))
  return paidPerhaps(lines, book)
}

/** LINE-12 (500.00 EUR on 2026-11-23). */
export const namesOfLines = (lines: readonly LineRow[]): string =>
  lines
    .map(
      ({ ref, amountMinor, currency, bookingDate }) =>
        `${ref} (${formatMoney(money(amountMinor, currency))} on ${bookingDate})`,
    )
    .join(', ')
