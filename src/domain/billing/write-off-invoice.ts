import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { invalid, refused } from '../../lib/errors.js'
import { money } from '../../lib/money.js'
import { type Invoice, invoiceName } from './invoice.js'
import { getInvoice, getInvoiceForChange } from './invoice-store.js'
import { type PlannedSettlement, planPayment, recordPayment } from './record-payment.js'

export type NewWriteOff = {
  invoiceId: string
  date: IsoDate
  /** All that is open, unless given. */
  amountMinor?: bigint
  /** Whether the tax on it is claimed back; must be said where the invoice has tax. */
  relief?: boolean
  reason?: string
}

export type PlannedWriteOff = PlannedSettlement & { invoice: Invoice }

/** What giving up would do, without doing it. Throws `invalid` until it is said whether tax is relieved, `refused`. */
export async function planWriteOff(tx: Tx, input: NewWriteOff): Promise<PlannedWriteOff> {
  const { invoice, payment } = await prepare(tx, input)
  return { ...(await planPayment(tx, payment)), invoice }
}

/** Gives up what is open of an invoice, as bad debt. `payment reverse` takes it back. Throws `invalid`, `refused`, `conflict`. */
export async function writeOffInvoice(tx: Tx, input: NewWriteOff): Promise<{ invoice: Invoice; ref: string }> {
  const { payment } = await prepare(tx, input)
  const { payments } = await recordPayment(tx, payment)
  return { invoice: await getInvoice(tx, input.invoiceId), ref: payments[0]?.ref ?? '' }
}

async function prepare(tx: Tx, input: NewWriteOff) {
  const invoice = await getInvoiceForChange(tx, input.invoiceId)
  if (invoice.taxMinor > 0n && input.relief === undefined)
    throw invalid(
      `${invoiceName(invoice)} has tax on it. Say whether you claim the tax on what is written off: relief:yes (where your tax law lets you by now) or relief:no`,
    )
  if (input.relief && invoice.lines.some(({ tax, taxMinor }) => tax === null && taxMinor !== 0n))
    throw refused(
      `${invoiceName(invoice)} was taken over with tax under no code of ours, so no return could count what is claimed back. Write it off with relief:no, or credit it: invoice credit ${invoiceName(invoice)} tax:S`,
    )
  const of = { kind: invoice.kind, id: invoice.id }
  const amountMinor = input.amountMinor ?? invoice.openMinor
  const payment = {
    direction: 'in' as const,
    party: { companyId: invoice.companyId },
    date: input.date,
    amount: money(0n, invoice.currency),
    ...(input.reason ? { reference: input.reason } : {}),
    differences: [
      { method: 'write_off' as const, of, amountMinor, relief: input.relief === true && invoice.taxMinor > 0n },
    ],
  }
  return { invoice, payment }
}
