import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { readRemittance } from './remittance.js'
import { insertRemittance, listOpenInvoices } from './remittance-store.js'

/**
 * Keeps what a customer's mail says of their open invoices, once a mail: the first of its texts that can be read so. It posts nothing, and
 * is compared with bank lines. Answers whether there was something new.
 */
export async function noteRemittance(
  tx: Tx,
  from: { companyId: string; messageId: string },
  texts: readonly (readonly string[])[],
): Promise<boolean> {
  const invoices = await listOpenInvoices(sqlInTx(tx), from.companyId)
  for (const rows of texts) {
    const read = readRemittance(rows, invoices)
    if (read) return insertRemittance(tx, from, read)
  }
  return false
}
