import { addDays, addMonths } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Row } from '../../../lib/table.js'
import { amount, cellsIn, dayCell, number, quoted, text } from '../cells.js'
import { defineReport } from '../define-report.js'
import { type CustomerFigures, customerFigures } from './customer-360-store.js'

export default defineReport({
  name: 'customer-360',
  title: 'Customer in full',
  summary: 'One customer from every side: revenue, what is open, deals, cases, mail',
  params: { company: { type: 'record', record: 'company', label: 'Customer', required: true } },
  example: 'Acme',
  needs: 'report.finance',
  lane: 'records',
  run: async (read, { company }, { workspace, today }) => {
    const currency = workspace.baseCurrency
    const yearAgo = addDays(addMonths(today, -12), 1)
    const found = await customerFigures(read, { companyId: company.id, today, yearAgo, currency })
    const lines = linesOf(found, { name: company.title, days: `${yearAgo}..${today}`, currency })
    return {
      summary: `${company.title}, ${formatMoney(money(found.yearMinor, currency))} in twelve months, ${formatMoney(money(found.overdueMinor, currency))} overdue`,
      columns: [
        text('what', 'What'),
        number('count', 'How many'),
        amount('amount', 'Amount'),
        { key: 'on', label: 'Last', type: 'date' },
      ],
      rows: lines.map(({ row }) => row),
      totals: {},
      currency,
      asOf: today,
      from: yearAgo,
      to: today,
      chart: {
        kind: 'bar',
        title: `${company.title}: invoiced by month`,
        unit: currency,
        categories: found.months.map(({ month }) => month),
        series: [{ name: 'Invoiced', values: found.months.map(({ minor }) => cellsIn(currency).major(minor)) }],
      },
      notes: [
        'Revenue is invoiced net of tax, less credit notes; open and overdue as the books carry them. Deals in other currencies count without an amount.',
      ],
      explain: lines.map(({ command }) => command),
    }
  },
})

function linesOf(
  found: CustomerFigures,
  { name, days, currency }: { name: string; days: string; currency: string },
): { row: Row; command: string | null }[] {
  const cells = cellsIn(currency)
  const of = (command: string) => `${command} company:${quoted(name)}`
  const asked = (set: string, conditions: string) => `report ${set} where company:${quoted(name)} ${conditions}`
  const mails = (direction: string) => asked('mails', `direction:${direction} class:person sent:${days}`)
  const line = (what: string, command: string | null, row: Row) => ({ row: { what, ...row }, command })
  return [
    line('Invoiced in twelve months', asked('invoices', `issued:${days} status:!draft`), {
      count: found.invoices,
      amount: cells.amount(found.yearMinor),
      on: dayCell(found.lastInvoice),
    }),
    line('Open', of('invoice list open'), { count: found.open, amount: cells.amount(found.openMinor) }),
    line('Overdue', of('invoice list overdue'), { count: found.overdue, amount: cells.amount(found.overdueMinor) }),
    line('Payments', asked('payments', 'direction:in money:yes reversed:no'), {
      count: found.payments,
      on: dayCell(found.lastPayment),
    }),
    line('Days to pay, on average', null, { count: found.daysToPay }),
    line('Open deals', of('deal list all'), { count: found.deals, amount: cells.amount(found.dealMinor) }),
    line('Deals won', asked('deals', 'status:won'), {
      count: found.won,
      amount: cells.amount(found.wonMinor),
      on: dayCell(found.lastWon),
    }),
    line('Deals lost', asked('deals', 'status:lost'), { count: found.lost }),
    line('Open cases', of('case list all'), { count: found.cases }),
    line('Cases in twelve months', asked('cases', `opened:${days}`), { count: found.yearCases }),
    line('Mails from them in twelve months', mails('in'), {
      count: found.mailsIn,
      on: found.lastIn && { at: found.lastIn },
    }),
    line('Mails of ours in twelve months', mails('out'), {
      count: found.mailsOut,
      on: found.lastOut && { at: found.lastOut },
    }),
  ]
}
