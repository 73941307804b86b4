import type { SqlScope } from '../../../db/sql-workspace.js'
import { daysBetween, type IsoDate } from '../../../lib/dates.js'
import { divideRounded, type Money, money } from '../../../lib/money.js'
import { lineNet } from '../../billing/invoice-amounts.js'
import { type InvoiceEvery, type InvoiceTemplate } from '../../billing/recurring-invoice.js'
import { readTemplate } from '../../billing/recurring-invoice-store.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import type { Rates } from '../rates.js'
import type { Contract } from './recurring-revenue.js'

/** Days of a month on average, and as thousandths, so that no float touches an amount. */
const MONTH_MILLIDAYS = 30_437n

/** As months: what of each invoice of a series is for one. */
const PER_MONTH: Readonly<Record<InvoiceEvery, readonly [by: bigint, of: bigint]>> = {
  week: [MONTH_MILLIDAYS, 7_000n],
  month: [1n, 1n],
  quarter: [1n, 3n],
  year: [1n, 12n],
}

/**
 * What customers pay for times: series of invoices, and service that was invoiced for certain days and is not of a series, which
 * would count twice. Amounts in a currency without a rate are left out; those that count are answered beside, for the note.
 */
export async function listContracts(
  read: SqlScope,
  { rates, ...of }: Whose & { rates: Rates },
): Promise<{ contracts: Contract[]; amounts: Money[] }> {
  const [series, services] = await Promise.all([listSeries(read, of), listServices(read, of)])
  const found = [...series.map(ofSeries), ...services.map(ofService)]
  return {
    contracts: found.flatMap(({ amount, ...contract }) => {
      const monthlyMinor = rates.worth(amount)
      return monthlyMinor === null || monthlyMinor <= 0n ? [] : [{ ...contract, monthlyMinor }]
    }),
    amounts: found.map(({ amount }) => amount),
  }
}

/** Of whose customers, and of some of those alone. */
type Whose = { owners: Owners; companyIds?: readonly string[] }
type Found = Omit<Contract, 'monthlyMinor'> & { amount: Money }
type Series = Omit<Found, 'amount'> & { every: InvoiceEvery; template: unknown }
type Service = Omit<Found, 'amount' | 'to'> & { to: IsoDate; minor: bigint; currency: string }

const among = (read: SqlScope, { owners, companyIds }: Whose) => read.sql`
  ${amongOwners(read, read.sql`c.owner_id`, owners)}
  ${companyIds ? read.sql`and c.id = any (${[...companyIds]}::uuid[])` : read.sql``}`

/** A series that was stopped ends on the day it was. */
const listSeries = (read: SqlScope, of: Whose): Promise<Series[]> => read.sql<Series[]>`
  select c.id as "companyId", c.name as company, r.every, r.template, r.starts_on::text as from,
    (case r.state when 'stopped' then least(r.ends_on, r.updated_at::date) else r.ends_on end)::text as to
  from recurring_invoice r
  join company o on o.workspace_id = r.workspace_id and o.id = r.company_id
  join company c on c.workspace_id = o.workspace_id and c.id = coalesce(o.merged_into_id, o.id)
  where r.workspace_id = ${read.scope.workspaceId} ${among(read, of)}`

const listServices = (read: SqlScope, of: Whose): Promise<Service[]> => read.sql<Service[]>`
  select c.id as "companyId", c.name as company, s.starts_on::text as from, least(s.ends_on, s.stopped_on)::text as to,
    s.amount_minor as minor, s.currency
  from release_schedule s
  join company o on o.workspace_id = s.workspace_id and o.id = s.company_id
  join company c on c.workspace_id = o.workspace_id and c.id = coalesce(o.merged_into_id, o.id)
  left join invoice i on i.workspace_id = s.workspace_id and i.id = s.invoice_id
  where s.workspace_id = ${read.scope.workspaceId} and s.kind = 'deferred_revenue' and i.recurring_id is null
    ${among(read, of)}`

function ofSeries({ every, template: json, ...contract }: Series): Found {
  const template = readTemplate(json)
  const [by, of] = PER_MONTH[every]
  return { ...contract, amount: money(divideRounded(netOf(template) * by, of), template.currency) }
}

function netOf({ lines, discountBp, discountMinor }: InvoiceTemplate): bigint {
  const net = lines.reduce(
    (sum, { unitPriceMinor, quantityMilli = 1000n, discountBp: off = 0 }) =>
      sum + lineNet({ unitPriceMinor, quantityMilli, discountBp: off }),
    0n,
  )
  if (discountMinor !== null) return net - discountMinor
  return discountBp === null ? net : net - divideRounded(net * BigInt(discountBp), 10_000n)
}

function ofService({ minor, currency, ...contract }: Service): Found {
  const days = BigInt(daysBetween(contract.from, contract.to) + 1)
  return { ...contract, amount: money(divideRounded(minor * MONTH_MILLIDAYS, days * 1000n), currency) }
}
