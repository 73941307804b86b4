import { type DraftChange, editDraft } from '../../../domain/billing/edit-draft.js'
import { getInvoiceDocument } from '../../../domain/billing/invoice-document-store.js'
import { getInvoiceRow } from '../../../domain/billing/invoice-list-store.js'
import { invalid } from '../../../lib/errors.js'
import { dateCell } from '../cells.js'
import { defined } from '../company/company-params.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { clearable, optional, target } from '../params.js'
import { clearedAgain, readCleared } from '../read-cleared.js'
import { invoiceActions } from './invoice-actions.js'

export default defineCommand({
  name: 'invoice set',
  summary: 'Change a draft: its date, the days to pay, its tax point, their order number, the note on it',
  example: 'invoice set DRAFT-17 terms:14 po:PO-4711',
  params: {
    invoice: target('invoice', 'Draft'),
    date: optional('date', 'Meant for'),
    terms: optional('integer', 'Days to pay'),
    taxpoint: clearable('date', 'Tax point', { hint: 'When it is not the date: it decides the tax return' }),
    po: clearable('text', 'Their order number'),
    note: clearable('text', 'Note on the invoice', { multiline: true }),
    clear: optional('text', 'Take away', { hint: 'taxpoint, po, note', unasked: true }),
  },
  needs: 'invoice.write',
  risk: 'reversible',
  current: async (_context, read, { id }) => {
    const [{ date }, { termsDays, taxPoint, poNumber, note }] = [
      await getInvoiceRow(read, id),
      await getInvoiceDocument(read, id),
    ]
    return defined({
      date,
      terms: termsDays,
      taxpoint: taxPoint ?? undefined,
      po: poNumber ?? undefined,
      note: note ?? undefined,
    })
  },
  run: async (context, { invoice, date, terms, taxpoint: point, po: order, note: words, clear }, tx) => {
    const cleared = readCleared(clear, ['taxpoint', 'po', 'note'])
    const taxPoint = cleared.includes('taxpoint') ? null : point
    const po = cleared.includes('po') ? null : order
    const note = cleared.includes('note') ? null : words
    const change: DraftChange = {
      ...(date ? { draftDate: date } : {}),
      ...(terms === undefined ? {} : { termsDays: terms }),
      ...(taxPoint === undefined ? {} : { taxPoint }),
      ...(po === undefined ? {} : { poNumber: po }),
      ...(note === undefined ? {} : { note }),
    }
    if (Object.keys(change).length === 0)
      throw invalid('Say what to change: date:…, terms:…, taxpoint:…, po:… or note:…')
    const { before, after } = await editDraft(tx, invoice.id, change)
    refuseOthers(context.asker, 'invoice.write', after)
    return {
      headline: `${after.ref} for ${invoice.title} is changed`,
      changes: [
        ...(date ? [{ label: 'Meant for', before: dateCell(before.draftDate), after: dateCell(after.draftDate) }] : []),
        ...(terms === undefined ? [] : [{ label: 'Days to pay', before: before.termsDays, after: after.termsDays }]),
        ...(taxPoint === undefined
          ? []
          : [{ label: 'Tax point', before: dateCell(before.taxPoint), after: dateCell(after.taxPoint) }]),
        ...(po === undefined ? [] : [{ label: 'Their order', before: before.poNumber, after: after.poNumber }]),
        ...(note === undefined ? [] : [{ label: 'Note', before: before.note, after: after.note }]),
      ],
      actions: invoiceActions(context.asker, { ...after, name: after.ref }),
      undo: {
        command: 'invoice set',
        args: {
          invoice: after.ref,
          ...(date ? { date: before.draftDate } : {}),
          ...(terms === undefined ? {} : { terms: before.termsDays }),
          ...(taxPoint === undefined || before.taxPoint === null ? {} : { taxpoint: before.taxPoint }),
          ...(po === undefined || before.poNumber === null ? {} : { po: before.poNumber }),
          ...(note === undefined || before.note === null ? {} : { note: before.note }),
          ...clearedAgain({
            taxpoint: taxPoint !== undefined && before.taxPoint === null,
            po: po !== undefined && before.poNumber === null,
            note: note !== undefined && before.note === null,
          }),
        },
        versions: { [after.id]: after.version },
      },
      data: {
        invoice: after.ref,
        date: after.draftDate,
        termsDays: after.termsDays,
        taxPoint: after.taxPoint,
        poNumber: after.poNumber,
        note: after.note,
      },
    }
  },
})
