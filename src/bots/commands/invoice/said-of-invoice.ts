import type { Tx } from '../../../db/in-workspace.js'
import { invoiceName } from '../../../domain/billing/invoice.js'
import { getInvoice } from '../../../domain/billing/invoice-store.js'
import type { Money } from '../../../lib/money.js'
import { requireCurrency } from '../said-in.js'

/** Amounts of an invoice are said in its own currency. Throws `invalid`. */
export async function requireInvoiceCurrency(
  tx: Tx,
  invoiceId: string,
  amounts: readonly (Money | undefined)[],
): Promise<void> {
  if (amounts.every((amount) => amount === undefined)) return
  const invoice = await getInvoice(tx, invoiceId)
  requireCurrency({ name: invoiceName(invoice), currency: invoice.currency }, amounts)
}
