import type { Tx } from '../../db/in-workspace.js'
import { putSearchDocument } from '../../db/search-document.js'
import type { BillWithLines } from './bill-store.js'

/** Makes a bill findable by its supplier (or colleague), its numbers and what is on it. */
export const indexBill = (tx: Tx, bill: Omit<BillWithLines, 'version'>, party: string): Promise<void> =>
  putSearchDocument(tx, {
    kind: bill.kind === 'expense' ? 'expense' : 'bill',
    id: bill.id,
    ref: bill.ref,
    title: party,
    body: [bill.number, bill.ref, ...bill.lines.map((line) => line.description), bill.note],
  })
