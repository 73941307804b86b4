import type { Tx } from '../../db/in-workspace.js'
import { invalid, notFound } from '../../lib/errors.js'
import { fromDecimal } from '../../lib/money.js'
import type { ItemRef } from './settlement-item.js'

type Named = ItemRef & { currency: string }

/** A document by what people call it: INV-2026-0042, CN-2026-0007, BILL-12, PAY-3. Throws `not_found`. */
export async function findItem(tx: Tx, name: string): Promise<Named> {
  const wanted = name.trim().toUpperCase()
  const { workspaceId } = tx.scope
  const [found] = await tx.prisma.$queryRaw<Named[]>`
    select kind, id::text, currency from invoice
      where workspace_id = ${workspaceId}::uuid and (number = ${wanted} or ref = ${wanted})
    union all
    select case kind when 'credit_note' then 'bill_credit' else 'bill' end, id::text, currency from bill
      where workspace_id = ${workspaceId}::uuid and ref = ${wanted}
    union all
    select 'payment', id::text, currency from payment where workspace_id = ${workspaceId}::uuid and ref = ${wanted}`
  if (!found) throw notFound(`There is no document "${name.trim()}". Name it by its number, such as INV-2026-0042.`)
  return found
}

/**
 * "INV-2026-0042, INV-2026-0043:1200": documents with, or without, what each is to have. Throws `not_found`, `invalid`.
 */
export async function readSettled(tx: Tx, text: string): Promise<(ItemRef & { amountMinor?: bigint })[]> {
  const parts = text
    .split(/[,;\s]+/)
    .map((part) => part.trim())
    .filter(Boolean)
  if (parts.length === 0) throw invalid('Name at least one document, such as INV-2026-0042.')
  const items: (ItemRef & { amountMinor?: bigint })[] = []
  for (const part of parts) {
    const [name = '', amount] = part.split(':')
    const { kind, id, currency } = await findItem(tx, name)
    items.push({ kind, id, ...(amount ? { amountMinor: fromDecimal(amount, currency).minor } : {}) })
  }
  return items
}
