import type { Tx } from '../../db/in-workspace.js'
import { money } from '../../lib/money.js'
import { recordPayment } from '../billing/record-payment.js'
import { getAccountFor } from '../ledger/account-store.js'
import { getBankAccount } from './bank-account-store.js'
import type { BankLine } from './line-store.js'
import type { NewMatch } from './match-store.js'
import { postLine } from './post-line.js'
import type { PayingOut } from './proposal.js'

type Part = Pick<NewMatch, 'amountMinor' | 'made' | 'paymentId' | 'entryId'>

/**
 * Grosses a payout up: a payment for each payer of what their documents have open, and the fee as an entry of its own against them. What
 * the line is matched to comes to its amount. Throws `refused` where a document isn't open any more.
 */
export async function payOut(tx: Tx, line: BankLine, { shares, feeMinor }: PayingOut): Promise<Part[]> {
  const { accountId } = await getBankAccount(tx, line.bankAccountId)
  const parts: Part[] = []
  for (const { party, items } of shares) {
    const amountMinor = items.reduce((sum, { openMinor }) => sum + openMinor, 0n)
    const { payments } = await recordPayment(tx, {
      direction: 'in',
      party,
      date: line.bookingDate,
      amount: money(amountMinor, line.currency),
      accountId,
      method: 'bank',
      reference: line.endToEndId ?? line.bankReference ?? line.ref,
      settle: items.map(({ kind, id, openMinor }) => ({ kind, id, amountMinor: openMinor })),
    })
    const [payment] = payments
    if (!payment) throw new Error(`recording ${line.ref} made no payment`)
    parts.push({ amountMinor, made: true, paymentId: payment.id })
  }
  if (feeMinor === 0n) return parts
  const charges = await getAccountFor(tx, 'bank-charges')
  const memo = `Fee of ${line.counterpartyName ?? 'whoever paid out'}, ${line.ref}`
  const fee = { accountId: charges.id, taxCodeId: null, memo, amountMinor: -feeMinor }
  return [...parts, { amountMinor: -feeMinor, made: true, entryId: await postLine(tx, line, fee) }]
}
