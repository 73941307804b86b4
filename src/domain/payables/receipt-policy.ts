import type { Tx } from '../../db/in-workspace.js'
import { formatMoney, money } from '../../lib/money.js'
import { baseCurrencyOf } from '../ledger/base-rate.js'
import { saveSettings } from '../people/workspace-store.js'

const SETTING = 'receiptAboveMinor'

/** Expenses above this, in the base currency, need a receipt; null: none does. */
export async function getReceiptPolicy(tx: Tx): Promise<bigint | null> {
  const { settings } = await tx.prisma.workspace.findUniqueOrThrow({ where: { id: tx.scope.workspaceId } })
  const kept = (settings as Record<string, unknown>)[SETTING]
  return typeof kept === 'string' ? BigInt(kept) : null
}

export const putReceiptPolicy = (tx: Tx, minor: bigint | null): Promise<void> =>
  saveSettings(tx, { [SETTING]: minor === null ? null : minor.toString() })

/** Why an expense can't be approved without a receipt, and the way out; null: it can. */
export async function lacksReceipt(tx: Tx, ref: string, baseMinor: bigint): Promise<string | null> {
  const above = await getReceiptPolicy(tx)
  if (above === null || baseMinor <= above) return null
  const limit = formatMoney(money(above, await baseCurrencyOf(tx)))
  return `${ref} has no receipt, and above ${limit} an expense needs one. Whoever spent it sends it: expense receipt ${ref}`
}
