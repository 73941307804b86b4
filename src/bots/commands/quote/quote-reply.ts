import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { shownStatus } from '../../../domain/billing/quote.js'
import type { QuoteDocument } from '../../../domain/billing/quote-document.js'
import { getQuoteDocument } from '../../../domain/billing/quote-document-store.js'
import { getQuoteRow, type QuoteRow } from '../../../domain/billing/quote-list-store.js'
import type { IsoDate } from '../../../lib/dates.js'
import { toDecimal } from '../../../lib/money.js'
import { fieldsWith, recordCell } from '../cells.js'
import type { CommandContext, Done } from '../define-command.js'
import { lineTable, taxLines } from '../invoice/invoice-card.js'
import type { Change, Reply } from '../reply.js'
import { undoOf } from '../restore.js'
import { quoteActions } from './quote-actions.js'

/** A quote as a card. */
export function quoteCard({ asker, today }: CommandContext, row: QuoteRow, document: QuoteDocument): Reply {
  return {
    headline: `${row.ref} ${row.title} for ${row.company.name}: ${shownStatus(row, today)}`,
    fields: fieldsWith([
      ['Customer', recordCell(row.company)],
      ['Contact', recordCell(row.contact)],
      ['Deal', { ref: row.deal.ref, title: row.deal.title }],
      ['Valid until', { date: row.validUntil }],
      ['Total', { money: row.total }],
      ['Sent to', row.sentTo],
      ['Declined because', row.declineReason],
      ['Owner', { person: row.owner }],
      ['Note', document.note],
    ]),
    sections: [{ title: 'Lines', table: lineTable(document), lines: taxLines(document) }],
    actions: quoteActions(asker, row),
    data: quoteData(row, document, today),
  }
}

/** What is answered when a quote has changed: how it is now, and an Undo that puts all of it back. */
export async function changedQuote(
  context: CommandContext,
  tx: Tx,
  id: string,
  said: { headline: (row: QuoteRow) => string; changes?: readonly Change[] },
): Promise<Done> {
  const read = sqlInTx(tx)
  const [row, document] = [await getQuoteRow(read, id), await getQuoteDocument(read, id)]
  const { fields: _, ...card } = quoteCard(context, row, document)
  return {
    ...card,
    headline: said.headline(row),
    ...(said.changes && { changes: said.changes }),
    undo: undoOf(context, tx, 'quote restore'),
  }
}

const quoteData = (row: QuoteRow, document: QuoteDocument, today: IsoDate) => ({
  ref: row.ref,
  title: row.title,
  status: shownStatus(row, today),
  deal: row.deal.ref,
  currency: row.total.currency,
  net: toDecimal(row.net),
  total: toDecimal(row.total),
  validUntil: row.validUntil,
  sentTo: row.sentTo,
  lines: document.lines.map(({ description, netMinor }) => ({
    description,
    net: toDecimal({ minor: netMinor, currency: document.currency }),
  })),
})
