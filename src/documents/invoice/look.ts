import type { CustomTableLayout } from 'pdfmake/interfaces.js'
import type { InvoiceDocument } from '../../domain/billing/invoice-document.js'

const ACCENT = '#1f5f8b'

/** One accent (the company's own, if its letterhead names one), and three greys. */
export const colours = (invoice: InvoiceDocument) => ({
  accent: invoice.seller.letterhead.accent ?? ACCENT,
  dark: '#1e293b',
  muted: '#64748b',
  rule: '#cbd5e1',
  tint: '#f1f5f9',
})

/** Space between columns only, no lines: for pairs of label and value. */
export const plain: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: (i) => (i === 0 ? 0 : 10),
  paddingRight: () => 0,
  paddingTop: () => 1.5,
  paddingBottom: () => 1.5,
}
