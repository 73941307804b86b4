import type { SqlScope } from '../../../db/sql-workspace.js'
import { addDays, daysBetween, shortDate } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { listContracts } from '../../reports/customers/contract-store.js'
import { type Ending, endings } from '../../reports/customers/recurring-revenue.js'
import { ratesOn } from '../../reports/rates.js'
import { logCall, show } from '../buttons.js'
import { type Asked, defineSignal, type Found, type OpenSignal, type Settled } from '../define-signal.js'
import { listTouched } from '../touched-store.js'

/** What a customer pays for by time ends soon, and nothing runs on after it. */
export default defineSignal({
  name: 'renewal-due',
  title: 'A renewal is due',
  looksFor:
    'The last contract of a customer, a series of invoices or service invoiced for a time, ends within some days.',
  on: [],
  daily: true,
  tells: 'by-day',
  needs: 'company.read',
  also: ['invoice.read'],
  cooldownDays: 30,
  lapsesAfterDays: 90,
  threshold: { label: 'Days ahead', is: 60, from: 7, to: 365 },
  find: async (read, asked) => {
    if (asked.event) return []
    const ending = await endingSoon(read, asked)
    const customers = await customersOf(
      read,
      ending.map(({ companyId }) => companyId),
    )
    return ending.flatMap((each) => {
      const customer = customers.get(each.companyId)
      return customer ? [found(each, customer, asked)] : []
    })
  },
  settle: async (read, open, asked) => {
    const sold = await dealsSince(read, open)
    const touched = await listTouched(read, open)
    const ends = new Map((await endingSoon(read, asked)).map((each) => [each.companyId, each.ends]))
    return open.flatMap(({ id, subject, occurrence }): Settled[] => {
      const said = sold.get(id) ?? touched.get(id)
      if (said) return [{ id, state: 'acted', said }]
      if (occurrence < asked.today) return [{ id, state: 'lapsed', said: `It ended on ${shortDate(occurrence)}` }]
      return ends.get(subject) === occurrence ? [] : [{ id, state: 'lapsed', said: 'Their contract runs on' }]
    })
  },
})

/** Of the customers with anything that ends in these days, all contracts are looked at: another one may run on. */
async function endingSoon(read: SqlScope, { today, threshold, baseCurrency }: Omit<Asked, 'event'>): Promise<Ending[]> {
  const { sql, scope } = read
  const until = addDays(today, threshold)
  const rows = await sql<{ id: string }[]>`
    select distinct coalesce(c.merged_into_id, c.id) as id from (
      select company_id from recurring_invoice where workspace_id = ${scope.workspaceId} and (ends_on between ${today} and ${until} or state = 'stopped')
      union select company_id from release_schedule
       where workspace_id = ${scope.workspaceId} and kind = 'deferred_revenue' and ends_on between ${today} and ${until}) s
      join company c on c.workspace_id = ${scope.workspaceId} and c.id = s.company_id`
  if (rows.length === 0) return []
  const rates = await ratesOn(read, baseCurrency, today)
  const companyIds = rows.map(({ id }) => id)
  const { contracts } = await listContracts(read, { owners: 'all', rates, companyIds })
  return endings(contracts, today, until)
}

type Customer = { id: string; ref: string; name: string; ownerId: string | null; deals: string[] }

async function customersOf({ sql, scope }: SqlScope, ids: readonly string[]): Promise<Map<string, Customer>> {
  const rows = await sql<Customer[]>`
    select c.id, c.ref, c.name, c.owner_id as "ownerId",
      array(select d.ref || ' ' || d.title from deal d
        where d.workspace_id = c.workspace_id and d.company_id = c.id and d.status = 'open' order by d.id desc limit 3) as deals
    from company c where c.workspace_id = ${scope.workspaceId} and c.id = any (${[...ids]}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

/** Deals with the customers of these signals that were begun since. */
async function dealsSince({ sql, scope }: SqlScope, open: readonly OpenSignal[]): Promise<Map<string, string>> {
  const asked = open.map(({ id, subject, foundAt }) => ({ id, company: subject, since: foundAt }))
  const rows = await sql<{ id: string; ref: string; title: string }[]>`
    select distinct on (s.id) s.id, d.ref, d.title
      from json_to_recordset(${JSON.stringify(asked)}::text::json) as s(id uuid, company uuid, since timestamptz)
      join deal d on d.workspace_id = ${scope.workspaceId} and d.company_id = s.company and d.created_at >= s.since
     order by s.id, d.id`
  return new Map(rows.map(({ id, ref, title }) => [id, `${ref} ${title} was begun`]))
}

function found({ ends, monthlyMinor }: Ending, customer: Customer, { today, baseCurrency }: Asked): Found {
  const { id, ref, name, ownerId, deals } = customer
  const monthly = formatMoney(money(monthlyMinor, baseCurrency))
  return {
    subject: id,
    occurrence: ends,
    ownerId,
    companyId: id,
    headline: `${name}: the contract ends on ${shortDate(ends)}`,
    why: `It brings ${monthly} a month and ends in ${daysBetween(today, ends)} days; nothing of theirs runs on after it.`,
    facts: [['Customer', `${ref} ${name}`], ...(deals.length > 0 ? [['Open deals', deals.join(', ')] as const] : [])],
    buttons: [
      {
        label: 'New deal…',
        command: 'deal new',
        args: { title: `${name} renewal`, company: ref, close: ends },
        form: true,
        typed: `deal new "${name.replaceAll('"', '')} renewal" company:${ref}`,
        style: 'primary',
      },
      logCall(ref),
      show('company', ref),
    ],
  }
}
