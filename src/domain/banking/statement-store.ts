import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import type { Link } from './chain.js'
import type { Footing } from './footing.js'
import type { StatementFormat } from './statement.js'

export type NewStatement = Link &
  Footing & {
    format: StatementFormat
    fileName: string
    fileHash: string
    position: number
    number: string | null
    lineCount: number
    newLines: number
    bankAccountId: string
  }

export async function insertStatement(tx: Tx, { from, to, ...statement }: NewStatement): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.bankStatement.create({
    data: { ...statement, workspaceId, fromDate: toDbDate(from), toDate: toDbDate(to) },
  })
}

/** The statement that this very file brought before, by the file's hash and its place there. */
export async function findSameStatement(
  tx: Tx,
  { bankAccountId, fileHash, position }: Pick<NewStatement, 'bankAccountId' | 'fileHash' | 'position'>,
): Promise<{ id: string; ref: string } | null> {
  const { workspaceId } = tx.scope
  return tx.prisma.bankStatement.findFirst({
    where: { workspaceId, bankAccountId, fileHash, position },
    select: { id: true, ref: true },
  })
}

/** The statements of an account that touch these days. */
export async function listTouching(tx: Tx, bankAccountId: string, from: IsoDate, to: IsoDate): Promise<Link[]> {
  const rows = await tx.prisma.bankStatement.findMany({
    where: {
      workspaceId: tx.scope.workspaceId,
      bankAccountId,
      fromDate: { lte: toDbDate(to) },
      toDate: { gte: toDbDate(from) },
    },
    select: { id: true, ref: true, fromDate: true, toDate: true, openingMinor: true, closingMinor: true },
  })
  return rows.map(({ fromDate, toDate, ...row }) => ({ ...row, from: fromDbDate(fromDate), to: fromDbDate(toDate) }))
}

/** A statement as lists show it. */
export type StatementRow = Link & {
  format: StatementFormat
  number: string | null
  fileName: string
  lineCount: number
  newLines: number
  footing: Footing['footing']
  differenceMinor: bigint
  note: string | null
  bankAccountId: string
  bankAccount: string
  currency: string
  version: number
}

/** Newest first. */
export const listStatements = (
  { sql, scope }: SqlScope,
  filter: { ids?: readonly string[]; bankAccountId?: string; ref?: string; to?: IsoDate },
  most: number,
): Promise<StatementRow[]> => sql<StatementRow[]>`
  select s.id, s.ref, s.from_date as "from", s.to_date as "to", s.opening_minor as "openingMinor", s.closing_minor as "closingMinor",
    s.format, s.number, s.file_name as "fileName", s.line_count as "lineCount", s.new_lines as "newLines", s.footing,
    s.difference_minor as "differenceMinor", s.note, s.bank_account_id as "bankAccountId", b.name as "bankAccount", b.currency, s.version
  from bank_statement s join bank_account b on b.workspace_id = s.workspace_id and b.id = s.bank_account_id
  where s.workspace_id = ${scope.workspaceId}
    ${filter.ids === undefined ? sql`` : sql`and s.id = any(${[...filter.ids]}::uuid[])`}
    ${filter.bankAccountId === undefined ? sql`` : sql`and s.bank_account_id = ${filter.bankAccountId}`}
    ${filter.ref === undefined ? sql`` : sql`and s.ref = ${filter.ref}`}
    ${filter.to === undefined ? sql`` : sql`and s.to_date <= ${filter.to}`}
  order by s.to_date desc, s.from_date desc, s.ref desc limit ${most}`

/** Lines of a statement that somebody or a rule has dealt with, taken-back matches included. */
export const countSettledLines = (tx: Tx, statementId: string): Promise<number> =>
  tx.prisma.bankLine.count({
    where: {
      workspaceId: tx.scope.workspaceId,
      statementId,
      OR: [{ state: { not: 'open' } }, { matches: { some: {} } }],
    },
  })

/** The number of lines that went with it. */
export async function removeStatement(tx: Tx, id: string): Promise<number> {
  const { workspaceId } = tx.scope
  const { count } = await tx.prisma.bankLine.deleteMany({ where: { workspaceId, statementId: id } })
  await tx.prisma.bankStatement.deleteMany({ where: { workspaceId, id } })
  return count
}
