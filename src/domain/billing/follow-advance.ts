import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { getAccountFor } from '../ledger/account-store.js'
import { baseCurrencyOf } from '../ledger/base-rate.js'
import type { NewEntry } from '../ledger/entry.js'
import { postEntries } from '../ledger/post-entries.js'
import { type AdvanceChange, type AdvanceEntry, advanceEntry, taxWithin } from './advance-tax.js'
import { findAdvanceSetting, findTaxedPayment } from './advance-tax-store.js'
import { getBillingParties } from './billing-party-store.js'
import { isMoney, type Payment } from './payment.js'
import { listTaxCodes } from './tax-code-store.js'

/** Under which code a payment's rest is taxed, and the tax with its entry; no entry while nothing is on account. */
export type PlannedAdvance = { taxCodeId: string; taxMinor: bigint; entry: NewEntry | null }

/** The tax on what stays on account of money that comes in. Null where a company doesn't tax it, or not what this customer buys. */
export async function planAdvance(tx: Tx, payment: Payment, party: string): Promise<PlannedAdvance | null> {
  const { id, direction, companyId, method, date, baseUnappliedMinor } = payment
  if (direction !== 'in' || companyId === null || !isMoney(method)) return null
  const code = await findAdvanceSetting(tx)
  if (!code || !(await buysTaxed(tx, companyId))) return null
  const change = { from: 0n, to: baseUnappliedMinor }
  const entry = await entryOf(tx, change, { date, paymentId: id, companyId, party, code })
  return { taxCodeId: code.id, taxMinor: taxWithin(baseUnappliedMinor, code), entry }
}

/** Not a customer whose invoices have no tax: abroad, or under reverse charge. */
async function buysTaxed(tx: Tx, companyId: string): Promise<boolean> {
  const { defaultTaxCode } = await getBillingParties(tx, companyId)
  const usual = (await listTaxCodes(tx)).find(({ code }) => code === defaultTaxCode)
  return usual === undefined || usual.ratePpm > 0
}

/**
 * Posts what the tax on a payment's rest changes by, on the day on which the rest changed: due where more is on account, turned back
 * where it was allocated, paid back or reversed. What was on account was taxed, so the rest before says what stands; `verify` proves it.
 */
export async function followAdvance(tx: Tx, paymentId: string, change: AdvanceChange, date: IsoDate): Promise<void> {
  if (change.from === change.to) return
  const taxed = await findTaxedPayment(tx, paymentId)
  const entry = taxed && (await entryOf(tx, change, { ...taxed, date, paymentId }))
  if (entry) await postEntries(tx, [entry])
}

async function entryOf(
  tx: Tx,
  change: AdvanceChange,
  given: Omit<AdvanceEntry, 'id' | 'accounts'>,
): Promise<NewEntry | null> {
  if (change.from === change.to) return null
  const accounts = {
    advances: (await getAccountFor(tx, 'tax-on-advances')).id,
    taxOutput: (await getAccountFor(tx, 'tax-output')).id,
    base: await baseCurrencyOf(tx),
  }
  return advanceEntry(change, { ...given, id: tx.newId(), accounts })
}
