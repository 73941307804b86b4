import type { IsoDate } from '../../lib/dates.js'
import { divideRounded, money } from '../../lib/money.js'
import type { NewEntry, NewPosting } from '../ledger/entry.js'

/** The code under which money on account is taxed; its tax stands on its own account, or on the general one. */
export type AdvanceCode = { id: string; name: string; ratePpm: number; accountId: string | null }

/** The tax contained in a gross amount. */
export const taxWithin = (grossMinor: bigint, { ratePpm }: Pick<AdvanceCode, 'ratePpm'>): bigint =>
  divideRounded(grossMinor * BigInt(ratePpm), 1_000_000n + BigInt(ratePpm))

/** What was on account of a payment, and what is from now on; in the base currency. */
export type AdvanceChange = { from: bigint; to: bigint }

export type AdvanceEntry = {
  id: string
  date: IsoDate
  paymentId: string
  companyId: string
  party: string
  code: AdvanceCode
  /** `base`: the currency of the books. */
  accounts: { advances: string; taxOutput: string; base: string }
}

/**
 * The tax that is due when what is on account of a payment changes; below zero what is turned back. Null where nothing changes. The
 * gross goes onto the account of tax on advances and its net comes off it again under the code, so that the report of taxes has net
 * and tax, and what is left on the account is the tax.
 */
export function advanceEntry({ from, to }: AdvanceChange, entry: AdvanceEntry): NewEntry | null {
  if (from === to) return null
  const { id, date, paymentId, companyId, party, code, accounts } = entry
  const tax = taxWithin(to, code) - taxWithin(from, code)
  const gross = to - from
  const posting = (accountId: string, minor: bigint, taxCodeId?: string): NewPosting => ({
    accountId,
    amount: money(minor, accounts.base),
    companyId,
    paymentId,
    ...(taxCodeId && { taxCodeId }),
  })
  return {
    id,
    date,
    source: 'advance-tax',
    memo: `${code.name} on what ${party} has on account`,
    idempotencyKey: `advance-tax:${id}`,
    postings: [
      posting(accounts.advances, gross),
      posting(accounts.advances, tax - gross, code.id),
      posting(code.accountId ?? accounts.taxOutput, -tax, code.id),
    ].filter(({ amount }) => amount.minor !== 0n),
  }
}
