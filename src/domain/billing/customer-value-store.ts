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
  const { sql, scope } = read
  const mine = sql`i.workspace_id = ${scope.workspaceId} ${ofCompany(read, sql`i.company_id`, companyId)} ${amongOwners(read, sql`i.owner_id`, owners)}`
  const [sums, [paid]] = await Promise.all([
    sql<{ currency: string; minor: bigint }[]>`
      select i.currency, sum(case i.kind when 'credit_note' then -i.net_minor else i.net_minor end)::bigint as minor
        from invoice i where ${mine} and i.status in ('issued', 'part_paid', 'paid') group by i.currency order by 2 desc, 1`,
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
