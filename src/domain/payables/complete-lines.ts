import type { Tx } from '../../db/in-workspace.js'
import { invalid } from '../../lib/errors.js'
import { getPurchaseCode } from '../billing/purchase-tax-code-store.js'
import type { Account } from '../ledger/account.js'
import { getAccount } from '../ledger/account-store.js'
import { type BillLine, checkBillLine, type NewBillLine } from './bill-line.js'
import { findLastAccount } from './bill-store.js'

export type LineDefaults = {
  /** Null: no tax unless a line names a code. */
  taxCode: string | null
  department: string | null
  /** Whose last bill says which account. */
  supplierId: string | null
}

/** Fills in what lines leave out; amounts are still to be added up. Throws `invalid` and `not_found` with what to do. */
export async function completeLines(
  tx: Tx,
  given: readonly NewBillLine[],
  defaults: LineDefaults,
): Promise<BillLine[]> {
  if (given.length === 0) throw invalid('A bill needs at least one line.')
  const lines: BillLine[] = []
  for (const [i, line] of given.entries()) {
    const checked = checkBillLine(line)
    if (!checked.ok) throw invalid(checked.problem)
    const { description } = checked.value
    const code = line.taxCode ?? defaults.taxCode
    lines.push({
      id: tx.newId(),
      position: i + 1,
      description,
      quantityMilli: line.quantityMilli ?? 1000n,
      unitPriceMinor: line.unitPriceMinor,
      discountBp: line.discountBp ?? 0,
      tax: code === null ? null : await getPurchaseCode(tx, code),
      accountId: (await accountFor(tx, line, description, defaults)).id,
      department: line.department === undefined ? defaults.department : line.department,
      serviceFrom: line.serviceFrom ?? null,
      serviceTo: line.serviceTo ?? null,
      netMinor: 0n,
      taxMinor: 0n,
    })
  }
  return lines
}

async function accountFor(
  tx: Tx,
  line: NewBillLine,
  description: string,
  { supplierId }: LineDefaults,
): Promise<Account> {
  const last = line.account || supplierId === null ? null : await findLastAccount(tx, supplierId, description)
  if (!line.account && !last)
    throw invalid(
      'Say which account it is for, by its code, like account:6815; `account list` shows them. I remember it for the next bill.',
    )
  const account = await getAccount(tx, line.account ? { code: line.account } : { id: last ?? '' })
  if (account.control || account.kind === 'income')
    throw invalid(`${account.code} ${account.name} takes no costs. Choose an account of costs or of assets.`)
  if (!account.active) throw invalid(`${account.code} ${account.name} is not in use any more. Choose another account.`)
  return account
}
