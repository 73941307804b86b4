import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'

/**
 * The next document number of the issue date's series: `INV-2026-0042`. Gapless, because a rollback takes it back; it holds the
 * series' lock until COMMIT, so it is taken last, when every deferred constraint has been checked already.
 */
export async function takeDocumentNumber(tx: Tx, kind: 'invoice' | 'credit_note', date: IsoDate): Promise<string> {
  await tx.prisma.$executeRaw`set constraints all immediate`
  const [row] = await tx.prisma.$queryRaw<{ number: string }[]>`
    select next_document_number(${kind}, ${date}::date) as number`
  if (!row) throw new Error('next_document_number returned no row')
  return row.number
}
