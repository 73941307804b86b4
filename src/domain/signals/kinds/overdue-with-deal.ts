import type { SqlScope } from '../../../db/sql-workspace.js'
import { type IsoDate, shortDate } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { logCall, primary, show } from '../buttons.js'
import { type Asked, defineSignal, type Found, type Settled } from '../define-signal.js'
import { listTouched } from '../touched-store.js'

/** Who sells to a customer knows when that customer does not pay. */
export default defineSignal({
  name: 'overdue-with-deal',
  title: 'An invoice is overdue while a deal is open',
  looksFor: 'A customer has a deal open with us and does not pay what is past due.',
  on: [],
  daily: true,
  tells: 'by-day',
  needs: 'deal.read',
  also: ['invoice.read'],
  cooldownDays: 30,
  lapsesAfterDays: 45,
  threshold: { label: 'Days late', is: 5, from: 1, to: 365 },
  find: async (read, asked) => (asked.event ? [] : (await listOwing(read, asked)).map((each) => found(each, asked))),
  settle: async (read, open, asked) => {
    const touched = await listTouched(read, open)
    const owing = new Set((await listOwing(read, { ...asked, threshold: 0 })).map(({ companyId }) => companyId))
    return open.flatMap(({ id, companyId }): Settled[] => {
      const said = touched.get(id)
      if (said) return [{ id, state: 'acted', said }]
      return owing.has(companyId ?? '') ? [] : [{ id, state: 'lapsed', said: 'It is paid, or the deal is closed' }]
    })
  },
})

type Owing = {
  companyId: string
  ref: string
  name: string
  owedMinor: bigint
  invoices: string[]
  since: IsoDate
  late: number
  deal: string
  title: string
  stage: string
  minor: bigint | null
  currency: string
  ownerId: string
}

/** By customer, the most owed first; the largest open deal says who hears of it. A merged company's invoices are its heir's. */
const listOwing = ({ sql, scope }: SqlScope, { today, threshold }: Omit<Asked, 'event'>): Promise<Owing[]> => sql<
  Owing[]
>`
  with late as materialized (
    select coalesce(o.merged_into_id, o.id) as company_id, sum(i.base_open_minor)::bigint as owed, min(i.due_date) as since,
           array_agg(i.number order by i.due_date, i.number) as invoices
      from invoice i join company o on o.workspace_id = i.workspace_id and o.id = i.company_id
     where i.workspace_id = ${scope.workspaceId} and i.status in ('issued', 'part_paid') and i.due_date < ${today}::date - ${threshold}::int
       and i.kind = 'invoice' and i.open_minor > 0 group by 1)
  select c.id as "companyId", c.ref, c.name, l.owed as "owedMinor", l.invoices, l.since::text as since, ${today}::date - l.since as late,
         d.ref as deal, d.title, d.stage, d.amount_minor as minor, d.currency, d.owner_id as "ownerId"
    from late l
    join company c on c.workspace_id = ${scope.workspaceId} and c.id = l.company_id
    join lateral (
      select d.ref, d.title, s.name as stage, d.amount_minor, d.currency, d.owner_id from deal d
        join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
       where d.workspace_id = c.workspace_id and d.company_id = c.id and d.status = 'open'
       order by d.amount_minor desc nulls last, d.id limit 1) d on true
   order by l.owed desc, c.id limit 500`

function found(each: Owing, { baseCurrency }: Asked): Found {
  const { companyId, ref, name, owedMinor, invoices, since, late, deal, title, stage, minor, currency, ownerId } = each
  const [oldest = ''] = invoices
  const owed = formatMoney(money(owedMinor, baseCurrency))
  const others = invoices.length - 1
  return {
    subject: companyId,
    occurrence: oldest,
    ownerId,
    companyId,
    headline: `${name} owes ${owed} past due, and ${deal} is open`,
    why: `${oldest}${others > 0 ? ` and ${others} more` : ''}: ${late} days late, due on ${shortDate(since)}. ${deal} ${title} is in ${stage}${minor === null ? '' : `, worth ${formatMoney(money(minor, currency))}`}.`,
    facts: [['Customer', `${ref} ${name}`]],
    buttons: [
      primary(logCall(ref)),
      {
        label: 'What is overdue',
        command: 'invoice list',
        args: { company: ref, overdue: true },
        typed: `invoice list overdue company:${ref}`,
      },
      show('deal', deal),
      { label: 'Remind…', command: 'invoice remind', args: { customer: ref }, typed: `invoice remind ${ref}` },
    ],
  }
}
