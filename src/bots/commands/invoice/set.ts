import { type DraftChange, editDraft } from '../../../domain/billing/edit-draft.js'
import { invalid } from '../../../lib/errors.js'
import { dateCell } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, target } from '../params.js'
import { clearedAgain, readCleared } from '../read-cleared.js'
import { invoiceActions } from './invoice-actions.js'

export default defineCommand({
  name: 'invoice set',
  summary: 'Change a draft: its date, the days to pay, their order number, the note on it',
  example: 'invoice set DRAFT-17 terms:14 po:PO-4711',
  params: {
    invoice: target('invoice', 'Draft'),
    date: optional('date', 'Meant for'),
    terms: optional('integer', 'Days to pay'),
    po: optional('text', 'Their order number'),
    note: optional('text', 'Note on the invoice', { multiline: true }),
    clear: optional('text', 'Take away', { hint: 'po, note' }),
  },
  needs: 'invoice.write',
  risk: 'reversible',
  run: async (context, { invoice, date, terms, po: order, note: words, clear }, tx) => {
    const cleared = readCleared(clear, ['po', 'note'])
    const po = cleared.includes('po') ? null : order
    const note = cleared.includes('note') ? null : words
    const change: DraftChange = {
      ...(date ? { draftDate: date } : {}),
      ...(terms === undefined ? {} : { termsDays: terms }),
      ...(po === undefined ? {} : { poNumber: po }),
      ...(note === undefined ? {} : { note }),
    }
    if (Object.keys(change).length === 0) throw invalid('Say what to change: date:…, terms:…, po:… or note:…')
    const { before, after } = await editDraft(tx, invoice.id, change)
    refuseOthers(context.asker, 'invoice.write', after)
    return {
      headline: `${after.ref} for ${invoice.title} is changed`,
      changes: [
        ...(date ? [{ label: 'Meant for', before: dateCell(before.draftDate), after: dateCell(after.draftDate) }] : []),
        ...(terms === undefined ? [] : [{ label: 'Days to pay', before: before.termsDays, after: after.termsDays }]),
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
          ...(po === undefined || before.poNumber === null ? {} : { po: before.poNumber }),
          ...(note === undefined || before.note === null ? {} : { note: before.note }),
          ...clearedAgain({
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
        poNumber: after.poNumber,
        note: after.note,
      },
    }
  },
})
