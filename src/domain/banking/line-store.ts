import type { Tx } from '../../db/in-workspace.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import type { KnownLine, NewLine } from './new-lines.js'
import type { StatementFormat } from './statement.js'

export type LineState = 'open' | 'matched' | 'set_aside'

/** A stored line, as rules and cards read it. */
export type BankLine = {
  id: string
  /** LINE-12. */
  ref: string
  bookingDate: IsoDate
  valueDate: IsoDate | null
  amountMinor: bigint
  currency: string
  originalMinor: bigint | null
  originalCurrency: string | null
  counterpartyName: string | null
  counterpartyAccount: string | null
  remittance: string | null
  reference: string | null
  endToEndId: string | null
  bankReference: string | null
  typeCode: string | null
  state: LineState
  asideReason: string | null
  bankAccountId: string
  statementId: string
  version: number
}

/** What is stored of an account in these days. */
export async function listKnownLines(tx: Tx, bankAccountId: string, from: IsoDate, to: IsoDate): Promise<KnownLine[]> {
  const rows = await tx.prisma.$queryRaw<
    (Omit<KnownLine, 'bookingDate' | 'format'> & { bookingDate: Date; format: string })[]
  >`
    select l.content_key as "contentKey", l.booking_date as "bookingDate", l.amount_minor as "amountMinor", s.format,
      l.statement_id::text as "statementId"
    from bank_line l join bank_statement s on s.workspace_id = l.workspace_id and s.id = l.statement_id
    where l.workspace_id = ${tx.scope.workspaceId}::uuid and l.bank_account_id = ${bankAccountId}::uuid
      and l.booking_date between ${toDbDate(from)} and ${toDbDate(to)}`
  return rows.map((row) => ({
    ...row,
    bookingDate: fromDbDate(row.bookingDate),
    format: row.format as StatementFormat,
  }))
}

/** Lines that one statement of SQL stores: some two megabytes. */
const AT_ONCE = 2_000

/** Stores new lines, set-wise, with references in their order. */
export async function insertLines(
  tx: Tx,
  lines: readonly NewLine[],
  of: { bankAccountId: string; statementId: string; currency: string; onStored?: (count: number) => void },
): Promise<void> {
  if (lines.length === 0) return
  const [taken] = await tx.prisma.$queryRaw<{ first: bigint }[]>`
    select next_ref('bank_line', ${lines.length}::int) as first`
  const first = taken?.first ?? 1n
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    const rows = lines.slice(at, at + AT_ONCE).map((line, n) => rowOf(tx, line, first + BigInt(at + n), of))
    await insertRows(tx, JSON.stringify(rows))
    of.onStored?.(rows.length)
  }
}

const rowOf = (
  tx: Tx,
  { line, contentKey, occurrence, position }: NewLine,
  number: bigint,
  of: { bankAccountId: string; statementId: string; currency: string },
) => ({
  workspace_id: tx.scope.workspaceId,
  id: tx.newId(),
  ref: `LINE-${number}`,
  booking_date: line.bookingDate,
  value_date: line.valueDate,
  position,
  amount_minor: line.amountMinor.toString(),
  currency: of.currency,
  original_minor: line.original?.minor.toString() ?? null,
  original_currency: line.original?.currency ?? null,
  rate: line.rate,
  counterparty_name: line.counterpartyName,
  counterparty_account: line.counterpartyAccount,
  remittance: line.remittance,
  reference: line.reference,
  end_to_end_id: line.endToEndId,
  bank_reference: line.bankReference,
  type_code: line.typeCode,
  content_key: contentKey,
  occurrence,
  bank_account_id: of.bankAccountId,
  statement_id: of.statementId,
})

const insertRows = (tx: Tx, body: string) => tx.prisma.$executeRaw`
  insert into bank_line (workspace_id, id, ref, booking_date, value_date, position, amount_minor, currency, original_minor,
    original_currency, rate, counterparty_name, counterparty_account, remittance, reference, end_to_end_id, bank_reference,
    type_code, content_key, occurrence, bank_account_id, statement_id)
  select workspace_id, id, ref, booking_date, value_date, position, amount_minor, currency, original_minor,
    original_currency, rate, counterparty_name, counterparty_account, remittance, reference, end_to_end_id, bank_reference,
    type_code, content_key, occurrence, bank_account_id, statement_id
  from jsonb_populate_recordset(null::bank_line, ${body}::text::jsonb)`

/** In one order for all, so that two who pair the same lines at once don't wait for each other. */
export const lockLines = (tx: Tx, ids: readonly string[]) => tx.prisma.$queryRaw`
  select id from bank_line where workspace_id = ${tx.scope.workspaceId}::uuid and id = any(${[...ids]}::uuid[]) order by id for no key update`

/** For a change: locked. Throws `not_found`. */
export async function getLineForChange(tx: Tx, id: string): Promise<BankLine> {
  const { workspaceId } = tx.scope
  await tx.prisma.$queryRaw`
    select id from bank_line where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for no key update`
  const row = await tx.prisma.bankLine.findUnique({ where: { workspaceId_id: { workspaceId, id } } })
  if (!row) throw notFound('There is no such bank line.', { id })
  return {
    ...row,
    state: row.state as LineState,
    bookingDate: fromDbDate(row.bookingDate),
    valueDate: row.valueDate && fromDbDate(row.valueDate),
  }
}

export async function saveLineState(
  tx: Tx,
  line: { id: string; state: LineState; asideReason?: string | null },
): Promise<void> {
  await tx.prisma.bankLine.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id: line.id },
    data: { state: line.state, asideReason: line.asideReason ?? null },
  })
}
