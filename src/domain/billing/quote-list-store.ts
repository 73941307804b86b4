import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import { type Money, money } from '../../lib/money.js'
import { amongOwners, type Owners } from '../people/owners.js'
import type { QuoteStatus, ShownStatus } from './quote.js'

/** A quote as lists and cards show it. */
export type QuoteRow = {
  id: string
  ref: string
  title: string
  status: QuoteStatus
  date: IsoDate
  validUntil: IsoDate
  net: Money
  total: Money
  sentTo: string | null
  sentAt: Date | null
  decidedAt: Date | null
  declineReason: string | null
  deal: { ref: string; title: string }
  company: { ref: string; name: string }
  contact: { id: string; ref: string; name: string } | null
  owner: string
  version: number
}

/** Which quotes; what is absent does not narrow. A status of `expired` and `sent` is told apart by `today`. */
export type QuoteFilter = {
  ids?: readonly string[]
  ref?: string
  owners?: Owners
  ownerId?: string
  dealId?: string
  companyId?: string
  status?: { is: ShownStatus; today: IsoDate }
}

type Row = Omit<QuoteRow, 'net' | 'total'> & { currency: string; netMinor: bigint; totalMinor: bigint }

/** The newest first. */
export async function listQuotes(
  read: SqlScope,
  filter: QuoteFilter,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<QuoteRow[]> {
  const rows = await read.sql<Row[]>`
    select q.id, q.ref, q.title, q.status, q.quote_date::text as date, q.valid_until::text as "validUntil", q.currency, q.net_minor as "netMinor",
           q.total_minor as "totalMinor", q.sent_to as "sentTo", q.sent_at as "sentAt", q.decided_at as "decidedAt",
           q.decline_reason as "declineReason", o.name as owner, q.version,
           jsonb_build_object('ref', d.ref, 'title', d.title) as deal, jsonb_build_object('ref', c.ref, 'name', c.name) as company,
           case when p.id is not null then jsonb_build_object('id', p.id, 'ref', p.ref, 'name', p.name) end as contact
      from quote q
      join deal d on d.workspace_id = q.workspace_id and d.id = q.deal_id
      join company c on c.workspace_id = q.workspace_id and c.id = q.company_id
      join staff o on o.workspace_id = q.workspace_id and o.id = q.owner_id
      left join contact p on p.workspace_id = q.workspace_id and p.id = q.contact_id
     where ${matches(read, filter)}
     order by q.quote_date desc, q.id desc limit ${limit} offset ${offset}`
  return rows.map(({ currency, netMinor, totalMinor, ...row }) => ({
    ...row,
    net: money(netMinor, currency),
    total: money(totalMinor, currency),
  }))
}

/** Throws `not_found`. */
export async function getQuoteRow(read: SqlScope, id: string): Promise<QuoteRow> {
  const [quote] = await listQuotes(read, { ids: [id] }, { limit: 1 })
  if (!quote) throw notFound('There is no such quote.', { quoteId: id })
  return quote
}

export async function countQuotes(read: SqlScope, filter: QuoteFilter): Promise<number> {
  const [row] = await read.sql<{ count: number }[]>`
    select count(*)::int as count from quote q where ${matches(read, filter)}`
  return row?.count ?? 0
}

function matches(read: SqlScope, { ids, ref, owners, ownerId, dealId, companyId, status }: QuoteFilter) {
  const { sql, scope } = read
  return sql`q.workspace_id = ${scope.workspaceId}
    ${ids ? sql`and q.id = any (${[...ids]}::uuid[])` : sql``}
    ${ref ? sql`and q.ref = ${ref}` : sql``}
    ${amongOwners(read, sql`q.owner_id`, owners)}
    ${ownerId ? sql`and q.owner_id = ${ownerId}` : sql``}
    ${dealId ? sql`and q.deal_id = ${dealId}` : sql``}
    ${companyId ? sql`and q.company_id = ${companyId}` : sql``}
    ${status ? sql`and q.status = ${status.is === 'expired' ? 'sent' : status.is}` : sql``}
    ${status?.is === 'expired' ? sql`and q.valid_until < ${status.today}` : sql``}
    ${status?.is === 'sent' ? sql`and q.valid_until >= ${status.today}` : sql``}`
}
