import type { Tx } from '../../db/in-workspace.js'
import { dateIn } from '../../lib/dates.js'
import { toAppError } from '../../lib/errors.js'
import { formatMoney, type Money, money } from '../../lib/money.js'
import { baseCurrencyOf, inBase, rateOn } from '../ledger/base-rate.js'
import { insertDraft } from '../ledger/draft-accrual-store.js'
import { accrualMonth } from './question.js'
import { closeEndsOn } from './question-store.js'

/** An amount that somebody said for a close task. */
export type SaidAmount = { taskId: string; close: string; memo: string; accountCode: string | null; amount: Money }

/** The draft that it became, or none; and the amount as everybody who asked or answered reads it. */
export type NotedAmount = { draft: { id: string; ref: string } | null; text: string }

/**
 * Notes what an amount would accrue, as a draft that somebody posts. Accruals are kept in the currency of the books: another one is
 * converted at the rate of the close's last day, or of today before it, and that is said; without a rate there is no draft, and that is
 * said as well. Nothing is accrued of zero.
 */
export async function draftAmount(
  tx: Tx,
  { taskId, close, memo, accountCode, amount }: SaidAmount,
): Promise<NotedAmount> {
  if (amount.minor <= 0n) return { draft: null, text: formatMoney(amount) }
  const endsOn = await closeEndsOn(tx, taskId)
  const worth = await worthOf(tx, amount, endsOn)
  if ('problem' in worth) return { draft: null, text: `${formatMoney(amount)} (no draft accrual: ${worth.problem})` }
  const draft = await insertDraft(tx, { memo, amount: worth.amount, accountCode, month: accrualMonth(close, endsOn) })
  const at = worth.rate === null ? '' : ` (${formatMoney(worth.amount)} at ${worth.rate})`
  return { draft, text: `${formatMoney(amount)}${at}` }
}

async function worthOf(
  tx: Tx,
  amount: Money,
  endsOn: string,
): Promise<{ amount: Money; rate: string | null } | { problem: string }> {
  const base = await baseCurrencyOf(tx)
  if (amount.currency === base) return { amount, rate: null }
  const today = dateIn('UTC', tx.now)
  try {
    const at = await rateOn(tx, amount.currency, today < endsOn ? today : endsOn)
    return { amount: money(inBase(amount, at), base), rate: at.rate }
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code !== 'refused' && error.code !== 'not_found' && error.code !== 'invalid') throw error
    return { problem: error.userMessage }
  }
}
