import type { InvoiceDocument } from '../../domain/billing/invoice-document.js'
import { toDecimal } from '../../lib/money.js'

/** What the European Payments Council's guideline allows in a code (EPC069-12), in characters. */
const MOST = { name: 70, reference: 140 }

/**
 * A SEPA credit transfer as the EPC's QR code says it (EPC069-12, version 002): recipient, IBAN, what is open and the invoice's
 * number. Null where there is none: another currency than the euro, no IBAN, nothing open.
 */
export function epcText(invoice: InvoiceDocument): string | null {
  const { letterhead, name } = invoice.seller
  const iban = letterhead.iban?.replace(/\s/g, '').toUpperCase()
  if (invoice.currency !== 'EUR' || !iban || !/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(iban)) return null
  if (invoice.openMinor <= 0n || invoice.openMinor > 99_999_999_999n) return null
  const recipient = (letterhead.legalName ?? name).slice(0, MOST.name)
  const due = `EUR${toDecimal({ minor: invoice.openMinor, currency: 'EUR' })}`
  return [
    'BCD',
    '002',
    '1',
    'SCT',
    letterhead.bic ?? '',
    recipient,
    iban,
    due,
    '',
    '',
    invoice.name.slice(0, MOST.reference),
  ].join('\n')
}
