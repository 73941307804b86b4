import type { SqlScope } from '../../../db/sql-workspace.js'
import { formatMoney, type Money, money } from '../../../lib/money.js'
import { toBase } from '../../ledger/fx-rate.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { amount, cellsIn, day, dayCell, number, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { type Rates, ratesOn } from '../rates.js'

export default defineReport({
  name: 'won-unbilled',
  title: 'Won but not invoiced',
  summary: 'Deals that are won, and what of each no invoice has asked for yet; the oldest first',
  params: { asof: { type: 'date', label: 'As of', required: false } },
  needs: 'report.finance',
  lane: 'records',
  run: async (read, { asof }, { workspace, today, owners }) => {
    const currency = workspace.baseCurrency
    const asOf = asof ?? today
    const deals = await unbilled(read, asOf, owners('deal.read'))
    const rates = await ratesOn(read, currency, asOf)
    const left = deals.map(({ wonMinor, billedMinor, currency }) => money(wonMinor - billedMinor, currency))
    const worths = deals.map(({ wonRate }, n) => worthOf(left[n] ?? money(0n, currency), wonRate, rates))
    const whole = total(worths, (each) => each)
    const unfrozen = left.filter((_, n) => deals[n]?.wonRate === null)
    return {
      summary: `${formatMoney(money(whole, currency))} of ${deals.length} ${deals.length === 1 ? 'deal' : 'deals'}`,
      columns: [
        text('deal', 'Deal'),
        text('title', 'Title'),
        text('company', 'Customer'),
        text('owner', 'Owner'),
        day('won', 'Won on'),
        number('days', 'Days'),
        amount('amount', 'Won'),
        amount('billed', 'Invoiced'),
        amount('left', 'Not invoiced'),
      ],
      rows: deals.map((deal) => ({
        deal: deal.ref,
        title: deal.title,
        company: deal.company,
        owner: deal.owner,
        won: dayCell(deal.closedOn),
        days: deal.days,
        amount: { money: money(deal.wonMinor, deal.currency) },
        billed: cellsIn(deal.currency).some(deal.billedMinor),
        left: { money: money(deal.wonMinor - deal.billedMinor, deal.currency) },
      })),
      totals: { deal: 'Total', left: cellsIn(currency).amount(whole) },
      currency,
      asOf,
      from: null,
      to: asOf,
      ...(deals.length === 0
        ? {}
        : {
            chart: {
              kind: 'bar' as const,
              title: 'Won but not invoiced',
              unit: currency,
              categories: deals.slice(0, 12).map(({ ref, company }) => `${ref} ${company}`),
              series: [
                {
                  name: 'Not invoiced',
                  values: worths.slice(0, 12).map((each) => cellsIn(currency).major(each)),
                },
              ],
            },
          }),
      notes: [
        'Invoiced is net of tax, less credit notes, in the deal’s currency.',
        ...(unfrozen.length < left.length
          ? ['Other currencies are in the total at the rate of the day each deal was won: it stays that.']
          : []),
        ...rates.notes(unfrozen),
      ],
      explain: deals.map(({ ref }) => `deal trace ${ref}`),
    }
  },
})

type Unbilled = {
  ref: string
  title: string
  company: string
  owner: string
  closedOn: string
  days: number
  currency: string
  wonMinor: bigint
  billedMinor: bigint
  /** Of another currency, of the day it was won. */
  wonRate: string | null
}

const worthOf = (left: Money, wonRate: string | null, rates: Rates): bigint =>
  (wonRate === null ? rates.worth(left) : toBase(left, wonRate, rates.base)) ?? 0n

const unbilled = (read: SqlScope, asOf: string, owners: Owners): Promise<Unbilled[]> => {
  const { sql, scope } = read
  return sql<Unbilled[]>`
    with billed as (
      select i.deal_id, i.currency, sum(case i.kind when 'credit_note' then -i.net_minor else i.net_minor end) as minor
      from invoice i where i.workspace_id = ${scope.workspaceId} and i.deal_id is not null and i.number is not null and i.issue_date <= ${asOf}
      group by i.deal_id, i.currency)
    select d.ref, d.title, c.name as company, o.name as owner, d.closed_on::text as "closedOn", ${asOf}::date - d.closed_on as days,
      d.currency, d.amount_minor as "wonMinor", coalesce(b.minor, 0)::bigint as "billedMinor",
      trim_scale(d.won_rate)::text as "wonRate"
    from deal d
    join company c on c.workspace_id = d.workspace_id and c.id = d.company_id
    join staff o on o.workspace_id = d.workspace_id and o.id = d.owner_id
    left join billed b on b.deal_id = d.id and b.currency = d.currency
    where d.workspace_id = ${scope.workspaceId} and d.status = 'won' and d.closed_on <= ${asOf}
      and d.amount_minor > coalesce(b.minor, 0) ${amongOwners(read, sql`d.owner_id`, owners)}
    order by d.closed_on, d.ref`
}
