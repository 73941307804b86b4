import type { Tx } from '../../db/in-workspace.js'
import { getAccountFor } from '../ledger/account-store.js'
import type { DifferencePart } from './payment-entry.js'
import { type GivenUp, relieved } from './relief.js'
import { listChargedOnBill, listChargedOnInvoice } from './relief-store.js'
import type { SettlementItem } from './settlement-item.js'

/** The parts of an amount that is given up on a document, by its own tax codes; null of what has no lines: money on account. */
export async function relievedParts(
  tx: Tx,
  { kind, id, totalMinor }: SettlementItem,
  given: Omit<GivenUp, 'taxOutput' | 'taxInput'>,
): Promise<DifferencePart[] | null> {
  if (kind === 'payment') return null
  const isBill = kind === 'bill' || kind === 'bill_credit'
  const charged = await (isBill ? listChargedOnBill(tx, id) : listChargedOnInvoice(tx, id))
  const taxOutput = (await getAccountFor(tx, 'tax-output')).id
  const taxInput = (await getAccountFor(tx, 'tax-input')).id
  return relieved(charged, totalMinor, isBill, { ...given, taxOutput, taxInput })
}
