import { createHash } from 'node:crypto'
import type { Money } from '../../lib/money.js'
import type { Cell, Table } from '../../lib/table.js'

/** What a decision is about, as it is now: all of it is shown to who decides, and the hash binds the decision to it. */
export type ApprovalContent = Shown & { hash: string }

type Shown = {
  /** A noun phrase that stands alone: `BILL-12 of Acme, 1,200.00 EUR`. */
  title: string
  fields: readonly { label: string; value: Cell }[]
  table?: Table
  lines?: readonly string[]
  /** With its value in the base currency, which limits are in. Null where nothing is paid or posted. */
  amount: { money: Money; baseMinor: bigint } | null
  /** Whom limits count per month. */
  counterparty: { companyId: string } | { staffId: string } | null
  department: string | null
  /** Who entered or changed it: none of them decides. */
  preparers: readonly string[]
  /** Names of the files that prove it, to be opened before one decides. */
  files?: readonly string[]
  /** Why nobody can say yes as it is, and the way out. */
  obstacle?: string | null
}

/**
 * Binds what is shown – and `more`, which isn't shown but counts – into a hash. Who prepared it is no part of it, nor what the day's
 * rate makes of the amount, nor what a policy of today says of it.
 */
export function approvalContent(shown: Shown, more?: unknown): ApprovalContent {
  const { preparers: _, obstacle: __, amount, ...bound } = shown
  const text = JSON.stringify({ ...bound, amount: amount?.money, more }, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  return { ...shown, hash: createHash('sha256').update(text).digest('hex') }
}
