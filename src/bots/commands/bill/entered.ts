import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { approvalOf } from '../../../domain/payables/bill-approval.js'
import { getBillRow } from '../../../domain/payables/bill-list-store.js'
import { askApproval } from '../../../domain/people/ask-approval.js'
import { formatMoney } from '../../../lib/money.js'
import { whoDecides } from '../approval/who-decides.js'
import { fieldsWith } from '../cells.js'
import type { CommandContext } from '../define-command.js'
import type { Reply } from '../reply.js'
import { billActions } from './bill-actions.js'
import { billData, billTitle } from './bill-table.js'

/** Asks for a second person and answers what was entered, and who is asked. */
export async function entered(context: CommandContext, tx: Tx, billId: string, why?: string): Promise<Reply> {
  const read = sqlInTx(tx)
  const before = await getBillRow(read, billId)
  const kind = approvalOf(before)
  const approval = await askApproval(tx, kind, { subject: billId, reason: why })
  const row = await getBillRow(read, billId)
  return {
    headline: `${row.ref}, ${billTitle(row)}: ${formatMoney(row.total)} waits for approval`,
    text: await whoDecides(tx, kind, approval),
    fields: fieldsWith([
      ['Net', { money: row.net }],
      ['Tax', row.tax.minor === 0n ? null : { money: row.tax }],
      ['Dated', { date: row.billDate }],
      ['Due', row.kind === 'bill' ? { date: row.dueDate } : null],
      ['Held back', row.heldReason],
    ]),
    ...(row.heldReason === null ? {} : { notes: [howReleased(row)] }),
    actions: billActions(context.asker, row),
    data: billData(row, context.today),
  }
}

const howReleased = ({ ref }: { ref: string }): string =>
  `No payment run takes it until somebody says \`bill release ${ref}\`: record or allocate first what was paid before.`
