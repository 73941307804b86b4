import type { Tx } from '../../db/in-workspace.js'
import { invalid } from '../../lib/errors.js'
import { formatMoney, type Money, money } from '../../lib/money.js'
import { findKeptElsewhere } from './kept-in-store.js'
import type { Payment } from './payment.js'

/**
 * Money that is recorded by hand moves its bank account in that account's own currency: no line of a statement would ever tell of
 * dollars on an account in euro. Throws `invalid` until it is said.
 */
export async function requireMoved(
  tx: Tx,
  payment: Pick<Payment, 'accountId' | 'currency' | 'amountMinor'> | undefined,
  moved: Money | undefined,
): Promise<void> {
  if (!payment) return
  const kept = await findKeptElsewhere(tx, payment.accountId, moved?.currency ?? payment.currency)
  if (kept)
    throw invalid(
      `${kept.name} is kept in ${kept.currency}. Say by how much ${formatMoney(money(payment.amountMinor, payment.currency))} moved it: account:"923.40 ${kept.currency}"`,
    )
}
