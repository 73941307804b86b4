import { type BillEdit, editBill } from '../../../domain/payables/change-bill.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import type { Change } from '../reply.js'
import { entered } from './entered.js'

const LABELS = {
  number: 'Number',
  billDate: 'Dated',
  dueDate: 'Due',
  taxPoint: 'Tax point',
  postingDate: 'Post on',
  department: 'Department',
  note: 'Note',
} as const

const KEYS = {
  number: 'number',
  billDate: 'date',
  dueDate: 'due',
  taxPoint: 'taxpoint',
  postingDate: 'posting',
  department: 'department',
  note: 'note',
} as const

export default defineCommand({
  name: 'bill set',
  summary: 'Correct a bill that isn’t approved yet; it is asked for again',
  example: 'bill set BILL-12 due:2026-11-30 department:Sales',
  params: {
    bill: target('bill', 'Bill'),
    number: optional('text', 'Their number'),
    date: optional('date', 'Date of the bill'),
    due: optional('date', 'Due'),
    taxpoint: optional('date', 'Tax point'),
    posting: optional('date', 'Post on'),
    department: optional('text', 'Department'),
    note: optional('text', 'Note', { multiline: true }),
  },
  needs: 'bill.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const edit: BillEdit = Object.fromEntries(
      Object.entries(KEYS).flatMap(([field, key]) => (args[key] === undefined ? [] : [[field, args[key]]])),
    )
    const fields = Object.keys(edit) as (keyof BillEdit)[]
    if (fields.length === 0) throw invalid('Say what to change, like due:2026-11-30.')
    const { before, after } = await editBill(tx, args.bill.id, edit)
    const changes: Change[] = fields.map((field) => ({
      label: LABELS[field],
      before: before[field],
      after: after[field],
    }))
    const old = fields.flatMap((field) => (before[field] === null ? [] : [[KEYS[field], before[field]] as const]))
    const reply = await entered(context, tx, after.id)
    return {
      ...reply,
      changes,
      ...(old.length === fields.length && {
        undo: {
          command: 'bill set',
          args: { bill: after.ref, ...Object.fromEntries(old) },
          versions: { [after.id]: after.version },
        },
      }),
    }
  },
})
