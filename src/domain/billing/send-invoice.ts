import type { Tx } from '../../db/in-workspace.js'
import { type IsoDate, shortDate } from '../../lib/dates.js'
import { invalid, refused } from '../../lib/errors.js'
import { formatMoney, money } from '../../lib/money.js'
import { getBillingParties } from './billing-party-store.js'
import { emit, type SendInvoice } from './events.js'
import { type Invoice, invoiceName, isOverdue } from './invoice.js'
import { getInvoice, getInvoiceForChange } from './invoice-store.js'
import { countSendings, findBillingAddress, isOnItsWay, MAILED_INVOICE } from './sending-store.js'

export type PlannedSending = { invoice: Invoice; mail: SendInvoice; earlier: number; customer: string }

/**
 * The mail as it would go out: to whom, with which words. Throws `refused` for a draft and while the same is still on its way
 * (two who confirm at once must not send two mails), `invalid` when nobody can be written to.
 */
export async function planSending(
  tx: Tx,
  input: { invoiceId: string; to?: string; today: IsoDate },
): Promise<PlannedSending> {
  const invoice = await getInvoiceForChange(tx, input.invoiceId)
  const name = invoiceName(invoice)
  if (invoice.number === null)
    throw refused(
      `${name} is ${invoice.status === 'void' ? 'void' : 'a draft without a number'}. Only an issued invoice is sent.`,
    )
  const parties = await getBillingParties(tx, invoice.companyId)
  const recipient = input.to ?? (await findBillingAddress(tx, invoice))
  if (!recipient)
    throw invalid(
      `${parties.company} has no billing address and ${name} no contact to write to. Say it: to:name@example.com`,
    )
  if (await isOnItsWay(tx, MAILED_INVOICE, { id: invoice.id, recipient }))
    throw refused(`${name} is on its way to ${recipient} already. When it has gone out, it can be sent again.`)
  const earlier = await countSendings(tx, MAILED_INVOICE, invoice.id)
  const mail = {
    invoiceId: invoice.id,
    recipient,
    subject: `${invoice.kind === 'credit_note' ? 'Credit note' : 'Invoice'} ${name} from ${parties.seller}`,
    text:
      invoice.kind === 'credit_note'
        ? creditLetter(invoice, await correctedBy(tx, invoice), parties.seller)
        : letter(invoice, parties.seller, input.today),
    // Each confirmed sending is an occasion of its own, so that a copy can be asked for.
    occasion: `invoice-mail:${invoice.id}:${tx.newId()}`,
  }
  return { invoice, mail, earlier, customer: parties.company }
}

/** Puts the mail into the outbox: its job sends it once, with the PDF, and leaves a delivery row. */
export async function sendInvoice(
  tx: Tx,
  input: { invoiceId: string; to?: string; today: IsoDate },
): Promise<PlannedSending> {
  const planned = await planSending(tx, input)
  await emit(tx, { kind: 'invoice.send', data: planned.mail })
  return planned
}

function letter(invoice: Invoice, seller: string, today: IsoDate): string {
  const name = invoiceName(invoice)
  const open = formatMoney(money(invoice.openMinor, invoice.currency))
  const total = formatMoney(money(invoice.totalMinor, invoice.currency))
  const ask = isOverdue(invoice, today)
    ? `${open} was due on ${shortDate(invoice.dueDate ?? '')} and is still open.`
    : invoice.openMinor > 0n
      ? `Please pay ${open} by ${shortDate(invoice.dueDate ?? '')}.`
      : 'It is paid in full; this copy is for your records.'
  return `Hello,\n\nattached is invoice ${name} over ${total}. ${ask}\nPlease name ${name} with your payment.\n\nKind regards\n${seller}\n`
}

const correctedBy = async (tx: Tx, { correctsId }: Invoice): Promise<string | null> =>
  correctsId && invoiceName(await getInvoice(tx, correctsId))

/** A credit note asks for nothing: it says what became of it, as its PDF does. */
function creditLetter(credit: Invoice, corrects: string | null, seller: string): string {
  const said = (minor: bigint) => formatMoney(money(minor, credit.currency))
  const name = invoiceName(credit)
  const used = credit.totalMinor - credit.openMinor
  const facts = [
    `attached is credit note ${name} over ${said(credit.totalMinor)}${corrects ? ` for invoice ${corrects}` : ''}.`,
    ...(used > 0n ? [`${said(used)} of it ${corrects ? `was set against ${corrects}` : 'was used'}.`] : []),
    ...(credit.openMinor > 0n ? [`${said(credit.openMinor)} stands to your credit.`] : []),
  ]
  return `Hello,\n\n${facts.join(' ')}\nThere is nothing to pay.\n\nKind regards\n${seller}\n`
}
