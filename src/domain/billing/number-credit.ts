import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { nameKey } from '../../lib/name-key.js'
import { searchBodyOf } from './index-invoice.js'
import type { Invoice } from './invoice.js'
import type { InvoiceWithLines } from './invoice-store.js'

/** A credit note whose entry is posted; `left` is what of it is not taken by its invoice. */
export type NumberedCredit = {
  draft: InvoiceWithLines
  left: Pick<Invoice, 'status' | 'openMinor' | 'baseOpenMinor'> & { entryId: string }
  date: IsoDate
  customer: string
}

/**
 * Gives a credit note the next number of its series and makes it findable by it: one statement, the last of its transaction, since the
 * series is held until COMMIT. Gapless, because a rollback takes the number back. Throws `conflict`.
 */
export async function numberCredit(tx: Tx, { draft, left, date, customer }: NumberedCredit): Promise<void> {
  const credit = {
    id: draft.id,
    version: draft.version,
    status: left.status,
    open_minor: String(left.openMinor),
    base_open_minor: String(left.baseOpenMinor),
    entry_id: left.entryId,
    title: customer,
    title_key: nameKey(customer),
    body: searchBodyOf(draft).filter(Boolean).join('\n'),
  }
  await tx.prisma.$executeRaw`select number_credit_note(${date}::date, ${JSON.stringify(credit)}::text::jsonb)`
}
