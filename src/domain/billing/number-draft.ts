import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { nameKey } from '../../lib/name-key.js'
import { searchBodyOf } from './index-invoice.js'
import type { InvoiceWithLines } from './invoice-store.js'

/** A draft whose entry is posted, and what it becomes. */
export type NumberedDraft = {
  invoice: InvoiceWithLines
  customer: string
  issueDate: IsoDate
  dueDate: IsoDate
  entryId: string
  /** What the receivable carries in the base currency. */
  baseOpenMinor: bigint
  /** Null in the base currency. */
  fxRate: string | null
}

/**
 * Gives a draft the next number of its issue date's series, and makes it findable by it: one statement, the last of its
 * transaction, since the series is held until COMMIT. Gapless, because a rollback takes the number back. Throws `conflict`.
 */
export async function numberDraft(tx: Tx, draft: NumberedDraft): Promise<void> {
  await tx.prisma.$executeRaw`
    select number_drafts(${draft.issueDate}::date, ${JSON.stringify([numberingOf(draft)])}::text::jsonb)`
}

/** As `number_drafts` takes it: amounts as digits, with the version that was read. */
export const numberingOf = ({ invoice, customer, dueDate, entryId, baseOpenMinor, fxRate }: NumberedDraft) => ({
  id: invoice.id,
  version: invoice.version,
  due_date: dueDate,
  open_minor: String(invoice.totalMinor),
  base_open_minor: String(baseOpenMinor),
  fx_rate: fxRate,
  entry_id: entryId,
  title: customer,
  title_key: nameKey(customer),
  body: searchBodyOf(invoice).filter(Boolean).join('\n'),
})
