import type { SqlScope } from '../../db/sql-workspace.js'
import { addDays, type IsoDate } from '../../lib/dates.js'
import { type Money, money } from '../../lib/money.js'
import { ofCompany } from '../crm/company-family.js'
import { amongOwners, type Owners } from '../people/owners.js'

/** What a customer has been worth, net of tax and credit notes, a currency each; and how soon they pay. */
export type CustomerValue = { invoiced: Money[]; daysToPay: number | null }

/** Days to pay are those from the invoice date to the last payment, averaged over the invoices of a year that are paid. */
export async function loadCustomerValue(
  read: SqlScope,
  { companyId, owners, today }: { companyId: string; owners: Owners; today: IsoDate },
): Promise<CustomerValue> {
  const { sql } = read
  const mine = ofCustomer(read, companyId, owners)
  const [sums, [paid]] = await Promise.all([
    sql<{ currency: string; minor: bigint }[]>`
      select i.currency, sum(case i.kind when 'credit_note' then -i.net_minor else i.net_minor end)::bigint as minor
        from invoice i where ${mine} and ${counts(read)} group by i.currency order by 2 desc, 1`,
    sql<{ days: number | null }[]>`
      select round(avg(p.days))::int as days
        from (select max(a.date) - i.issue_date as days from invoice i
                join allocation a on a.workspace_id = i.workspace_id and a.invoice_id = i.id and a.reversed_on is null
               where ${mine} and i.status = 'paid' and i.kind = 'invoice' and i.issue_date >= ${addDays(today, -365)}
               group by i.id, i.issue_date) p`,
  ])
  return {
    invoiced: sums.filter(({ minor }) => minor !== 0n).map(({ currency, minor }) => money(minor, currency)),
    daysToPay: paid?.days ?? null,
  }
}

const ofCustomer = (read: SqlScope, companyId: string, owners: Owners) =>
  read.sql`i.workspace_id = ${read.scope.workspaceId} ${ofCompany(read, read.sql`i.company_id`, companyId)}
    ${amongOwners(read, read.sql`i.owner_id`, owners)}`

const counts = ({ sql }: SqlScope) => sql`i.status in ('issued', 'part_paid', 'paid')`

/** An invoice or credit note that counts; of a credit note `net` is negative. `daysToPay` where it counts to that figure. */
export type CountedInvoice = {
  name: string
  issuedOn: IsoDate
  dueOn: IsoDate | null
  net: Money
  open: Money
  isOverdue: boolean
  daysToPay: number | null
}

type CountedRow = Omit<CountedInvoice, 'net' | 'open'> & { currency: string; net: bigint; open: bigint; count: number }

/** What the figures of a customer are made of, the newest first; `count` is of all of them. */
export async function listCountedInvoices(
  read: SqlScope,
  { companyId, owners, today }: { companyId: string; owners: Owners; today: IsoDate },
  limit: number,
): Promise<{ rows: CountedInvoice[]; count: number }> {
  const { sql } = read
  const found = await sql<CountedRow[]>`
    select i.number as name, i.issue_date as "issuedOn", i.due_date as "dueOn", i.currency,
           case i.kind when 'credit_note' then -i.net_minor else i.net_minor end as net, i.open_minor as open,
           coalesce(i.kind = 'invoice' and i.open_minor <> 0 and i.due_date < ${today}, false) as "isOverdue",
           case when i.status = 'paid' and i.kind = 'invoice' and i.issue_date >= ${addDays(today, -365)}
             then (select max(a.date) - i.issue_date from allocation a
                    where a.workspace_id = i.workspace_id and a.invoice_id = i.id and a.reversed_on is null) end as "daysToPay",
           count(*) over ()::int as count
      from invoice i where ${ofCustomer(read, companyId, owners)} and ${counts(read)}
     order by i.issue_date desc, i.id desc limit ${limit}`
  const rows = found.map(({ name, issuedOn, dueOn, currency, net, open, isOverdue, daysToPay }) => ({
    name,
    issuedOn,
    dueOn,
    isOverdue,
    daysToPay,
    net: money(net, currency),
    open: money(open, currency),
  }))
  return { rows, count: found[0]?.count ?? 0 }
}
