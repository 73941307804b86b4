import type { Bill } from '../../../domain/payables/bill.js'
import { getBillRow } from '../../../domain/payables/bill-list-store.js'
import { type BillEdit, editBill } from '../../../domain/payables/change-bill.js'
import { invalid } from '../../../lib/errors.js'
import { defined } from '../company/company-params.js'
import { defineCommand } from '../define-command.js'
import { clearable, optional, target } from '../params.js'
import { clearedAgain, readCleared } from '../read-cleared.js'
import type { Cell } from '../reply.js'
import { entered } from './entered.js'

/** What is typed, what it changes, and what it is called. */
const FIELDS = [
  ['number', 'number', 'Number'],
  ['date', 'billDate', 'Dated'],
  ['due', 'dueDate', 'Due'],
  ['taxpoint', 'taxPoint', 'Tax point'],
  ['posting', 'postingDate', 'Post on'],
  ['department', 'department', 'Department'],
  ['discount', 'discountBp', 'Discount for paying early'],
  ['until', 'discountUntil', 'Discount until'],
  ['reference', 'paymentReference', 'Reference of the payment'],
  ['note', 'note', 'Note'],
] as const

/** What a bill may be without. */
const CLEARED = ['taxpoint', 'posting', 'department', 'discount', 'until', 'reference', 'note', 'number'] as const

export default defineCommand({
  name: 'bill set',
  summary: 'Correct a bill that isn’t approved yet; it is asked for again',
  example: 'bill set BILL-12 due:2026-11-30 department:Sales',
  params: {
    bill: target('bill', 'Bill'),
    number: clearable('text', 'Their number'),
    date: optional('date', 'Date of the bill'),
    due: optional('date', 'Due'),
    taxpoint: clearable('date', 'Tax point'),
    posting: clearable('date', 'Post on'),
    department: clearable('text', 'Department'),
    discount: clearable('percent', 'Discount for paying early'),
    until: clearable('date', 'Discount until'),
    reference: clearable('text', 'Reference that they want with the payment'),
    note: clearable('text', 'Note', { multiline: true }),
    clear: optional('text', 'Take away', { hint: CLEARED.join(', '), unasked: true }),
  },
  needs: 'bill.write',
  risk: 'reversible',
  current: async (_context, read, { id }) => {
    const bill = await getBillRow(read, id)
    return defined(Object.fromEntries(FIELDS.map(([key, field]) => [key, typedValue(bill, field) ?? undefined])))
  },
  run: async (context, args, tx) => {
    const cleared = readCleared(args.clear, CLEARED)
    const isCleared = (key: Key) => args[key] === null || cleared.some((word) => word === key)
    const given = FIELDS.filter(([key]) => args[key] !== undefined || isCleared(key))
    if (given.length === 0) throw invalid('Say what to change, like due:2026-11-30.')
    const edit: BillEdit = Object.fromEntries(
      given.map(([key, field]) => {
        if (isCleared(key)) return [field, null]
        return [field, key === 'discount' ? Math.round((args.discount ?? 0) * 100) : args[key]]
      }),
    )
    const { before, after } = await editBill(tx, args.bill.id, edit)
    const old = given.flatMap(([key, field]) => {
      const value = typedValue(before, field)
      return value === null ? [] : [[key, value] as const]
    })
    const reply = await entered(context, tx, after.id)
    return {
      ...reply,
      changes: given.map(([, field, label]) => ({ label, before: shown(before, field), after: shown(after, field) })),
      undo: {
        command: 'bill set',
        args: {
          bill: after.ref,
          ...Object.fromEntries(old),
          ...clearedAgain(Object.fromEntries(given.map(([key, field]) => [key, typedValue(before, field) === null]))),
        },
        versions: { [after.id]: after.version },
      },
    }
  },
})

type Key = (typeof FIELDS)[number][0]
type Field = (typeof FIELDS)[number][1]

const typedValue = (bill: Pick<Bill, Field>, field: Field) =>
  field === 'discountBp' ? bill.discountBp && bill.discountBp / 100 : bill[field]

const shown = (bill: Bill, field: Field): Cell =>
  field === 'discountBp' ? bill.discountBp && `${bill.discountBp / 100} %` : bill[field]
