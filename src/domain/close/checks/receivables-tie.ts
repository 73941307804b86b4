import { formatMoney, money } from '../../../lib/money.js'
import { defineCheck } from '../define-check.js'

type Side = { currency: string; open: bigint; control: bigint }

/**
 * Open invoices less credit notes and unapplied payments equal the receivable control accounts, per currency, at this moment. An open amount has
 * no history of its own, so both sides are compared as they stand now, not at the month's end.
 */
export default defineCheck({
  name: 'receivables-tie',
  title: 'Receivables agree with their control account',
  on: [
    'invoice.issued',
    'payment.recorded',
    'payment.reversed',
    'allocation.changed',
    'journal.posted',
    'close.opened',
  ],
  run: async ({ sql, scope }, period) => {
    const sides = await sql<Side[]>`
      with items as (
        select currency, sum(minor) as open from open_items(${scope.workspaceId}::uuid) where control = 'receivable'
        group by currency),
      controls as (
        select currency, sum(amount) as control from (
          select b.currency, b.amount_minor as amount from balance b
            join account a on a.workspace_id = b.workspace_id and a.id = b.account_id and a.control = 'receivable'
            where b.workspace_id = ${scope.workspaceId}
          union all
          select p.currency, p.amount_minor from unsealed u
            join posting p on p.workspace_id = u.workspace_id and p.entry_id = u.entry_id
            join account a on a.workspace_id = p.workspace_id and a.id = p.account_id and a.control = 'receivable'
            where u.workspace_id = ${scope.workspaceId}) y
        group by currency)
      select coalesce(i.currency, c.currency) as currency, coalesce(i.open, 0)::bigint as open,
        coalesce(c.control, 0)::bigint as control
      from items i full join controls c on c.currency = i.currency order by 1`
    const off = sides.filter((side) => side.open !== side.control)
    return {
      passed: off.length === 0,
      summary:
        off.length === 0
          ? 'Open invoices less credits and unapplied payments equal the receivable control account.'
          : `Receivables are off their control account by ${off.map((s) => formatMoney(money(s.open - s.control, s.currency))).join(', ')}.`,
      proof: {
        columns: [
          { key: 'currency', label: 'Currency', type: 'text' },
          { key: 'open', label: 'Open items', type: 'money' },
          { key: 'control', label: 'Control account', type: 'money' },
          { key: 'difference', label: 'Difference', type: 'money' },
        ],
        rows: (sides.length > 0 ? sides : [{ currency: period.baseCurrency, open: 0n, control: 0n }]).map((side) => ({
          currency: side.currency,
          open: { money: money(side.open, side.currency) },
          control: { money: money(side.control, side.currency) },
          difference: { money: money(side.open - side.control, side.currency) },
        })),
      },
    }
  },
})
