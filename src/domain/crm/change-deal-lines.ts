import type { Tx } from '../../db/in-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { money } from '../../lib/money.js'
import type { Deal } from './deal.js'
import { checkDealLines, type DealLine, dealTotal } from './deal-line.js'
import { listDealLines, replaceDealLines } from './deal-line-store.js'
import { getDeal, saveDeal } from './deal-store.js'
import { emit } from './events.js'

export type ChangedLines = { before: readonly DealLine[]; lines: readonly DealLine[]; deal: Deal }

/** Changes what a deal is about, line by line; its amount is their sum from then on. Throws `refused` for a lost one, `invalid`. */
export async function changeDealLines(
  tx: Tx,
  dealId: string,
  change: (lines: readonly DealLine[]) => readonly DealLine[],
): Promise<ChangedLines> {
  const deal = await getDeal(tx, dealId)
  if (deal.status === 'lost') throw refused(`${deal.ref} is lost. Open it again first: deal reopen ${deal.ref}`)
  const before = await listDealLines(tx, dealId)
  const lines = checkDealLines(change(before))
  if (!lines.ok) throw invalid(lines.problem)
  const total = dealTotal(lines.value)
  const saved = await saveDeal(tx, deal, { amount: total === null ? null : money(total, deal.currency) })
  await replaceDealLines(tx, dealId, lines.value)
  if (deal.status === 'won') await emit(tx, { kind: 'deal.changed', data: { dealId } })
  return { before, lines: lines.value, deal: saved }
}
