import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { BankLine, LineState } from './line-store.js'

/** A line with the names of what it refers to. */
export type LineRow = BankLine & { bankAccount: string; statement: string; ownAccountId: string }

/** Which lines; what is absent does not narrow. */
export type LineFilter = {
  ids?: readonly string[]
  ref?: string
  bankAccountId?: string
  statementId?: string
  state?: LineState
  from?: IsoDate
  to?: IsoDate
  /** Only of statements that foot, or tell no balances to foot. */
  trusted?: true
}

const where = ({ sql, scope }: SqlScope, filter: LineFilter) => sql`
  l.workspace_id = ${scope.workspaceId}
    ${filter.ids === undefined ? sql`` : sql`and l.id = any(${[...filter.ids]}::uuid[])`}
    ${filter.ref === undefined ? sql`` : sql`and l.ref = ${filter.ref}`}
    ${filter.bankAccountId === undefined ? sql`` : sql`and l.bank_account_id = ${filter.bankAccountId}`}
    ${filter.statementId === undefined ? sql`` : sql`and l.statement_id = ${filter.statementId}`}
    ${filter.state === undefined ? sql`` : sql`and l.state = ${filter.state}`}
    ${filter.from === undefined ? sql`` : sql`and l.booking_date >= ${filter.from}`}
    ${filter.to === undefined ? sql`` : sql`and l.booking_date <= ${filter.to}`}
    ${filter.trusted === undefined ? sql`` : sql`and not exists (select from bank_statement u where u.workspace_id = l.workspace_id and u.id = l.statement_id and u.footing = 'unfooted')`}`

/** Newest first, as on a statement read from its end; `oldest` first for what works through them. */
export const listLines = (
  read: SqlScope,
  filter: LineFilter,
  most: number,
  order: 'newest' | 'oldest' = 'newest',
): Promise<LineRow[]> => read.sql<LineRow[]>`
  select l.id, l.ref, l.booking_date as "bookingDate", l.value_date as "valueDate", l.amount_minor as "amountMinor", l.currency,
    l.original_minor as "originalMinor", l.original_currency as "originalCurrency", l.counterparty_name as "counterpartyName",
    l.counterparty_account as "counterpartyAccount", l.remittance, l.reference, l.end_to_end_id as "endToEndId",
    l.bank_reference as "bankReference", l.type_code as "typeCode", l.state, l.aside_reason as "asideReason",
    l.bank_account_id as "bankAccountId", l.statement_id as "statementId", l.version, b.name as "bankAccount", s.ref as statement,
    b.account_id as "ownAccountId"
  from bank_line l
  join bank_account b on b.workspace_id = l.workspace_id and b.id = l.bank_account_id
  join bank_statement s on s.workspace_id = l.workspace_id and s.id = l.statement_id
  where ${where(read, filter)}
  order by ${order === 'newest' ? read.sql`l.booking_date desc, s.to_date desc, l.position desc, l.id desc` : read.sql`l.booking_date, s.to_date, l.position, l.id`}
  limit ${most}`

export type LineTotal = { currency: string; state: LineState; count: number; inMinor: bigint; outMinor: bigint }

/** How many there are of each state, and what came in and went out with them. */
export const sumLines = (read: SqlScope, filter: LineFilter): Promise<LineTotal[]> => read.sql<LineTotal[]>`
  select l.currency, l.state, count(*)::int as count, coalesce(sum(l.amount_minor) filter (where l.amount_minor > 0), 0)::bigint as "inMinor",
    coalesce(sum(l.amount_minor) filter (where l.amount_minor < 0), 0)::bigint as "outMinor"
  from bank_line l where ${where(read, filter)} group by 1, 2 order by 1, 2`

/** What an account moved by on each day that has lines, oldest first. */
export const sumByDay = (
  read: SqlScope,
  filter: LineFilter,
): Promise<{ bankAccountId: string; date: IsoDate; minor: bigint }[]> => read.sql<
  { bankAccountId: string; date: IsoDate; minor: bigint }[]
>`
  select l.bank_account_id as "bankAccountId", l.booking_date as date, sum(l.amount_minor)::bigint as minor
  from bank_line l where ${where(read, filter)} group by 1, 2 order by 1, 2`
