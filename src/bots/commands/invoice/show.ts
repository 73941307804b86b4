import { claimed } from '../../../domain/billing/interest-claim.js'
import { type InvoiceDocument } from '../../../domain/billing/invoice-document.js'
import { getInvoiceDocument } from '../../../domain/billing/invoice-document-store.js'
import { getInvoiceRow, type InvoiceRow } from '../../../domain/billing/invoice-list-store.js'
import { listClaims } from '../../../domain/billing/list-claims.js'
import { listSettlements } from '../../../domain/billing/settlement-store.js'
import { listThreadsOf } from '../../../domain/correspondence/thread-store.js'
import { tracePostings } from '../../../domain/ledger/trace-store.js'
import { formatMoney, toDecimal } from '../../../lib/money.js'
import { allNotes, cardActivities } from '../activity/card-activities.js'
import { activitySection, mailSection } from '../card-sections.js'
import { dateCell, fieldsWith, moneyCell, recordCell } from '../cells.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { readThreads } from '../read-thread.js'
import type { Field } from '../reply.js'
import { interestActions, invoiceActions } from './invoice-actions.js'
import { lineTable, paymentTable, taxLines } from './invoice-card.js'
import { invoiceData, statusText } from './invoice-table.js'
import { traceTable } from './posting-table.js'

/** How many threads and activities a card shows. */
const SHOWN = 5

export default defineCommand({
  name: 'invoice show',
  summary: 'One invoice: lines and tax, what is open, payments, postings and mail',
  example: 'invoice show INV-2026-0042',
  params: { invoice: target('invoice', 'Invoice') },
  needs: 'invoice.read',
  risk: 'read',
  run: async (context, { invoice: { id } }) => {
    const card = await readCard(context, id)
    const { row, document } = card
    const open = row.open.minor > 0n ? `, ${formatMoney(row.open)} open` : ''
    return {
      headline: `${row.name} for ${row.company.name}: ${statusText(row, context.today)}${open}`,
      fields: [
        ...invoiceFields(row, document),
        ...fieldsWith([['Interest to charge', moneyCell(card.claim && claimed(card.claim))]]),
      ],
      sections: [
        { title: 'Lines', table: lineTable(document), lines: taxLines(document) },
        ...(card.settlements.length > 0
          ? [{ title: row.kind === 'invoice' ? 'Settled' : 'Used for', table: paymentTable(card.settlements) }]
          : []),
        ...(card.postings.length > 0 ? [{ title: 'Posted', table: traceTable(card.postings) }] : []),
        ...mailSection('Mail', card.threads),
        ...activitySection(card.activities),
      ],
      actions: [
        ...readThreads(card.threads.slice(0, 1)),
        ...allNotes(row.name, card.activities),
        ...(card.claim ? interestActions(context.asker, row) : []),
        ...invoiceActions(context.asker, row),
      ],
      data: {
        ...invoiceData(row, context.today),
        discount: document.discount && {
          percent: document.discount.bp === null ? null : document.discount.bp / 100,
          amount: toDecimal({ minor: document.discount.minor, currency: document.currency }),
        },
        lines: document.lines.map(({ description, netMinor }) => ({
          description,
          net: toDecimal({ minor: netMinor, currency: document.currency }),
        })),
        postings: card.postings.map(({ entry, date, account, amount }) => ({
          entry,
          date,
          account,
          amount: toDecimal(amount),
        })),
        payments: card.settlements.map(({ ref, date, method, appliedMinor, currency }) => ({
          payment: ref,
          method,
          date,
          applied: toDecimal({ minor: appliedMinor, currency }),
        })),
      },
    }
  },
})

const readCard = ({ read, asker, today }: CommandContext, id: string) =>
  read(async (read) => {
    const [row, document, settlements, postings, threads, activities, [claim]] = await Promise.all([
      getInvoiceRow(read, id),
      getInvoiceDocument(read, id),
      listSettlements(read, id),
      asker.may('journal.read') ? tracePostings(read, { invoiceId: id }) : [],
      asker.may('mail.read') ? listThreadsOf(read, { invoiceId: id }, asker, SHOWN) : [],
      cardActivities(read, { kind: 'invoice', id }),
      listClaims(read, { invoiceId: id }, { through: today }),
    ])
    return { row, document, settlements, postings, threads, activities, claim: claim ?? null }
  })

function invoiceFields(row: InvoiceRow, document: InvoiceDocument): Field[] {
  return fieldsWith([
    ['Customer', recordCell(row.company)],
    ['Contact', recordCell(row.contact)],
    ['Deal', row.deal && { ref: row.deal.ref, title: row.deal.title }],
    ['Owner', row.owner && { person: row.owner.name }],
    [row.number ? 'Issued' : 'Meant for', { date: row.date }],
    ['Due', dateCell(row.dueDate)],
    ['Tax point', dateCell(document.taxPoint)],
    ['Their order', document.poNumber],
    ['Total', { money: row.total }],
    ['Disputed', row.disputeReason],
    ['Open', row.open.minor > 0n ? { money: row.open } : null],
  ])
}
