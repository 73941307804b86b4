import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import type { Accrual } from '../../../domain/ledger/accrual.js'
import { listBills } from '../../../domain/payables/bill-list-store.js'
import { typedAction } from '../actions.js'
import type { Asker } from '../define-command.js'
import type { Reply } from '../reply.js'

/** How an accrual is set beside its bill: once that has come, or at once where what was accrued is called by a bill that is here. */
export async function whenBilled(
  tx: Tx,
  asker: Asker,
  { ref, memo }: Pick<Accrual, 'ref' | 'memo'>,
): Promise<Pick<Reply, 'notes' | 'actions'>> {
  const bill = await billNamed(tx, asker, memo)
  if (bill === null) return { notes: [`When the bill is here: accrual match ${ref} bill:BILL-…`] }
  const match = `accrual match ${ref} bill:${bill}`
  return {
    notes: [`${bill} is here already: \`${match}\` sets it beside what was accrued.`],
    actions: [typedAction(`Match it to ${bill}`, match)],
  }
}

async function billNamed(tx: Tx, asker: Asker, memo: string): Promise<string | null> {
  const named = /\bBILL-\d+\b/i.exec(memo)?.[0].toUpperCase()
  if (named === undefined || !asker.may('bill.read')) return null
  const [bill] = await listBills(sqlInTx(tx), { ref: named, owners: asker.owners('bill.read') }, 1)
  return bill?.ref ?? null
}
