import { formatMoney, type Money } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'
import { type Invoice, type InvoiceStatus, invoiceName, isOpen, statusOf } from './invoice.js'

/** How a payment falls on an invoice: what it settles, what is left of it unapplied, what stays open. */
export type Application = { appliedMinor: bigint; unappliedMinor: bigint; openMinor: bigint; status: InvoiceStatus }

/** A payment settles at most what is open; more than that is held on account, never below zero. */
export function applyPayment(invoice: Invoice, amount: Money): Result<Application> {
  const name = invoiceName(invoice)
  if (invoice.status === 'paid')
    return no(`${name} is paid in full. A further payment belongs on account, not on this invoice.`)
  if (!isOpen(invoice.status))
    return no(`${name} is ${invoice.status === 'void' ? 'void' : 'still a draft'}: only an issued invoice can be paid.`)
  if (amount.currency !== invoice.currency)
    return no(`${name} is in ${invoice.currency}; a payment in ${amount.currency} can't settle it here.`)
  if (amount.minor <= 0n) return no(`A payment of ${formatMoney(amount)} pays nothing. Give an amount above zero.`)
  const appliedMinor = amount.minor < invoice.openMinor ? amount.minor : invoice.openMinor
  const openMinor = invoice.openMinor - appliedMinor
  return ok({
    appliedMinor,
    unappliedMinor: amount.minor - appliedMinor,
    openMinor,
    status: statusOf(invoice.totalMinor, openMinor),
  })
}
