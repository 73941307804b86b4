import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { nameKey } from '../../lib/name-key.js'
import type { Party } from '../billing/settlement-item.js'
import type { MatchBook, MatchRule, OpenItem, PastMatch, UntoldEntry } from './match-book.js'
import { listRunParts, openRuns } from './open-run-store.js'
import { listMoves } from './own-move-store.js'
import { listRemitted } from './remittance-store.js'

/** Loads what lines are compared with: as much as is open, untold or was matched within a return's reach; not the whole history. */
export async function loadMatchBook(read: SqlScope): Promise<MatchBook> {
  const [items, untold, runParts, past, remitted, rules, own, moves, ownNames, accounts, names] = await Promise.all([
    openItems(read),
    untoldEntries(read),
    listRunParts(read),
    pastMatches(read),
    listRemitted(read),
    liveRules(read),
    ownNumbers(read),
    listMoves(read, { open: true }),
    namesOfOurs(read),
    accountsOfParties(read),
    namesOfCompanies(read),
  ])
  const runs = openRuns(runParts, items, untold)
  const parties = { partiesByAccount: grouped(accounts), partiesByName: grouped(names) }
  return { items, untold, runs, past, remitted, rules, own, moves, ownNames, ...parties }
}

type ItemRow = Omit<OpenItem, 'party' | 'discount'> & {
  companyId: string | null
  staffId: string | null
  discountMinor: bigint | null
  discountUntil: IsoDate | null
}

/** Invoices and bills with something open; a rejected or unposted one owes nothing. */
async function openItems({ sql, scope }: SqlScope): Promise<OpenItem[]> {
  const rows = await sql<ItemRow[]>`
    select 'invoice' as kind, i.id, coalesce(i.number, i.ref) as name, array_remove(array[i.number, i.po_number], null) as references,
      'in' as direction, i.company_id as "companyId", null::uuid as "staffId", c.name as "partyName", i.currency,
      i.open_minor as "openMinor", i.net_minor as "netMinor", i.tax_minor as "taxMinor", null::bigint as "discountMinor",
      null::date as "discountUntil", i.issue_date as since
    from invoice i join company c on c.workspace_id = i.workspace_id and c.id = i.company_id
    where i.workspace_id = ${scope.workspaceId} and i.open_minor <> 0 and i.kind = 'invoice'
    union all
    select 'bill', b.id, b.ref, array_remove(array[b.ref, b.number], null) || array(
      select r.end_to_end_id from payment_run_item r where r.workspace_id = b.workspace_id and r.bill_id = b.id and r.live), 'out', b.company_id, b.staff_id,
      coalesce(c.name, s.name), b.currency, b.open_minor, b.net_minor, b.tax_minor,
      -- What a run took holds; else what the terms allow of a bill of which nothing is paid.
      coalesce(t.discount_minor, case when b.open_minor = b.total_minor then round(b.total_minor::numeric * b.discount_bp / 10000)::bigint end),
      case when t.discount_minor is null then b.discount_until end, b.bill_date
    from bill b
    left join payment_run_item t on t.workspace_id = b.workspace_id and t.bill_id = b.id and t.live and t.discount_minor > 0
    left join company c on c.workspace_id = b.workspace_id and c.id = b.company_id
    left join staff s on s.workspace_id = b.workspace_id and s.id = b.staff_id
    where b.workspace_id = ${scope.workspaceId} and b.open_minor <> 0 and b.kind in ('bill', 'expense')
    order by 3, 2`
  return rows.map(({ companyId, staffId, discountMinor, discountUntil, ...row }) => ({
    ...row,
    party: partyOf(companyId, staffId),
    discount: discountMinor ? { minor: discountMinor, until: discountUntil } : null,
  }))
}

const partyOf = (companyId: string | null, staffId: string | null): Party =>
  companyId === null ? { staffId: staffId ?? '' } : { companyId }

/**
 * What the books have on an account that stands for a bank account, and no live match tells of. Reversed entries and reversals cancel
 * out, unless a line told of what was reversed: then the bank tells of the return as well.
 */
const untoldEntries = ({ sql, scope }: SqlScope): Promise<UntoldEntry[]> => sql<UntoldEntry[]>`
  select e.id as "entryId", p.id as "paymentId", coalesce(p.ref, v.ref, e.memo) as name, b.id as "bankAccountId", e.date,
    sum(o.amount_minor)::bigint as "amountMinor", b.currency, coalesce(p.company_id, p.staff_id, v.company_id, v.staff_id) as "partyId",
    coalesce(p.reference, v.reference) as reference
  from bank_account b
  join posting o on o.workspace_id = b.workspace_id and o.account_id = b.account_id and o.currency = b.currency
  join journal_entry e on e.workspace_id = o.workspace_id and e.id = o.entry_id
  left join payment p on p.workspace_id = e.workspace_id and p.entry_id = e.id
  left join payment v on v.workspace_id = e.workspace_id and v.reversal_entry_id = e.id
  where b.workspace_id = ${scope.workspaceId} and b.active and e.source <> 'opening'
    and (e.reverses_id is null or exists (select from bank_match m where m.workspace_id = v.workspace_id and m.payment_id = v.id and m.undone_at is null))
    and not exists (select from journal_entry r where r.workspace_id = e.workspace_id and r.reverses_id = e.id)
    and not exists (select from bank_match m where m.workspace_id = e.workspace_id and m.undone_at is null
      and (m.entry_id = e.id or m.payment_id = p.id))
    and e.date >= coalesce((select min(l.booking_date) from bank_line l where l.workspace_id = b.workspace_id and l.bank_account_id = b.id), e.date) - 10
  group by e.workspace_id, e.id, p.workspace_id, p.id, v.workspace_id, v.id, b.workspace_id, b.id
  order by e.date, e.id`

const pastMatches = ({ sql, scope }: SqlScope): Promise<PastMatch[]> => sql<PastMatch[]>`
  select p.id as "paymentId", p.ref as name, l.bank_account_id as "bankAccountId", m.amount_minor as "amountMinor",
    l.booking_date as date, l.counterparty_account as "counterpartyAccount", coalesce(l.end_to_end_id, p.reference) as "endToEndId", l.bank_reference as "bankReference"
  from bank_match m
  join bank_line l on l.workspace_id = m.workspace_id and l.id = m.line_id
  join payment p on p.workspace_id = m.workspace_id and p.id = m.payment_id
  where m.workspace_id = ${scope.workspaceId} and m.undone_at is null and p.reversed_at is null
    and l.booking_date >= (select max(booking_date) - 100 from bank_line where workspace_id = ${scope.workspaceId})
  order by l.booking_date, l.id`

/** Chosen twice, or let loose by a controller: one choice alone is no habit. */
const liveRules = ({ sql, scope }: SqlScope): Promise<MatchRule[]> => sql<MatchRule[]>`
  select r.id, r.ref, r.direction, r.counterparty_account as "counterpartyAccount", r.words, r.state = 'applies' as applies,
    r.account_id as "accountId", a.code || ' ' || a.name as "accountName", r.tax_code_id as "taxCodeId", t.code as "taxCode"
  from bank_rule r join account a on a.workspace_id = r.workspace_id and a.id = r.account_id
  left join tax_code t on t.workspace_id = r.workspace_id and t.id = r.tax_code_id
  where r.workspace_id = ${scope.workspaceId} and a.active and (r.state = 'applies' or (r.state = 'proposes' and r.chosen >= 2))
  order by r.created_at, r.id`

async function ownNumbers({ sql, scope }: SqlScope): Promise<MatchBook['own']> {
  const rows = await sql<{ number: string; bankAccountId: string; name: string; currency: string }[]>`
    select number, id as "bankAccountId", name, currency from bank_account
    where workspace_id = ${scope.workspaceId} and active and number is not null`
  return new Map(rows.map(({ number, ...account }) => [number, account]))
}

async function namesOfOurs({ sql, scope }: SqlScope): Promise<ReadonlySet<string>> {
  const rows = await sql<{ name: string | null }[]>`
    select name from workspace where id = ${scope.workspaceId}
    union select settings #>> '{letterhead,legalName}' from workspace where id = ${scope.workspaceId}
    union select name from bank_account where workspace_id = ${scope.workspaceId} and active`
  return new Set(rows.flatMap(({ name }) => (name ? nameKey(name) : [])))
}

type Pair = { key: string; partyId: string }

/** Whose an account is, by what was matched and stands, and by the bank details that a second person verified. */
const accountsOfParties = ({ sql, scope }: SqlScope): Promise<Pair[]> => sql<Pair[]>`
  select distinct l.counterparty_account as key, coalesce(p.company_id, p.staff_id) as "partyId"
  from bank_match m
  join bank_line l on l.workspace_id = m.workspace_id and l.id = m.line_id
  join payment p on p.workspace_id = m.workspace_id and p.id = m.payment_id
  where m.workspace_id = ${scope.workspaceId} and m.undone_at is null and l.counterparty_account is not null
  union
  select number, coalesce(company_id, staff_id) from payee where workspace_id = ${scope.workspaceId} and state = 'verified'`

/** Those that have something open: nobody else is looked for by name. */
async function namesOfCompanies({ sql, scope }: SqlScope): Promise<Pair[]> {
  const rows = await sql<{ id: string; name: string }[]>`
    select c.id, c.name from company c where c.workspace_id = ${scope.workspaceId} and (
      exists (select from invoice i where i.workspace_id = c.workspace_id and i.company_id = c.id and i.open_minor <> 0)
      or exists (select from bill b where b.workspace_id = c.workspace_id and b.company_id = c.id and b.open_minor <> 0)
      or exists (select from payment p where p.workspace_id = c.workspace_id and p.company_id = c.id))`
  return rows.map(({ id, name }) => ({ key: nameKey(name), partyId: id }))
}

function grouped(pairs: readonly Pair[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>()
  for (const { key, partyId } of pairs) groups.set(key, (groups.get(key) ?? new Set()).add(partyId))
  return groups
}
