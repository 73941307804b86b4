import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { approvalOf } from '../../../domain/payables/bill-approval.js'
import { getBillRow } from '../../../domain/payables/bill-list-store.js'
import { mayDecide } from '../../../domain/people/approval.js'
import { listApprovers, readDecisionSetting } from '../../../domain/people/approver-store.js'
import { askApproval } from '../../../domain/people/ask-approval.js'
import { formatMoney } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
import type { CommandContext } from '../define-command.js'
import type { Reply } from '../reply.js'
import { listed } from '../words.js'
import { billActions } from './bill-actions.js'
import { billData, billTitle } from './bill-table.js'

/** Asks for a second person and answers what was entered, and who is asked. */
export async function entered(context: CommandContext, tx: Tx, billId: string, why?: string): Promise<Reply> {
  const read = sqlInTx(tx)
  const before = await getBillRow(read, billId)
  const kind = approvalOf(before)
  const approval = await askApproval(tx, kind, { subject: billId, reason: why })
  const setting = await readDecisionSetting(read, approval)
  const content = await kind.load(tx, { subject: billId, proposal: null })
  const people = (await listApprovers(read, kind)).filter(
    (person) => mayDecide(approval, content?.preparers ?? [], person, setting).ok,
  )
  const row = await getBillRow(read, billId)
  return {
    headline: `${row.ref}, ${billTitle(row)}: ${formatMoney(row.total)} waits for approval`,
    text:
      people.length > 0
        ? `${listed(
            people.map(({ name }) => name),
            'or',
          )} may approve it (${approval.ref}).`
        : `Nobody may approve it (${approval.ref}): it needs a second person with \`${kind.needs}\` and a limit that is high enough.`,
    fields: fieldsWith([
      ['Net', { money: row.net }],
      ['Tax', row.tax.minor === 0n ? null : { money: row.tax }],
      ['Dated', { date: row.billDate }],
      ['Due', row.kind === 'bill' ? { date: row.dueDate } : null],
    ]),
    actions: billActions(context.asker, row),
    data: billData(row, context.today),
  }
}
