import { formatMoney, money } from '../../lib/money.js'
import type { Control } from '../ledger/account.js'
import type { Check } from './define-check.js'

type Tie = {
  side: Control
  /** "Receivables". */
  name: string
  /** What is said when they agree. */
  holds: string
}

type Side = { currency: string; open: bigint; control: bigint }

/**
 * Open documents less credits and unapplied payments equal the control accounts of a side, per currency, as both stood at the month's
 * end: a fault of November is no news of October.
 */
export const tieTo =
  ({ side, name, holds }: Tie): Check['run'] =>
  async ({ sql, scope }, period) => {
    // Bills are owed by us: signs are turned, so that what is owed is above zero on both sides.
    const sign = side === 'receivable' ? 1 : -1
    const sides = await sql<Side[]>`
    with items as (
      select currency, sum(minor) as open from open_items_at(${scope.workspaceId}::uuid, ${period.endsOn}::date)
      where control = ${side} group by currency),
    controls as (
      select t.currency, sum(t.amount_minor) as control from trial_balance(${period.endsOn}::date, null) t
      join account a on a.workspace_id = ${scope.workspaceId} and a.id = t.account_id and a.control = ${side}
      group by t.currency)
    select coalesce(i.currency, c.currency) as currency, ${sign}::int * coalesce(i.open, 0)::bigint as open,
      ${sign}::int * coalesce(c.control, 0)::bigint as control
    from items i full join controls c on c.currency = i.currency order by 1`
    const off = sides.filter(({ open, control }) => open !== control)
    const shown = sides.length > 0 ? sides : [{ currency: period.baseCurrency, open: 0n, control: 0n }]
    return {
      columns: [
        { key: 'currency', label: 'Currency', type: 'text' },
        { key: 'open', label: 'Open items', type: 'money' },
        { key: 'control', label: 'Control account', type: 'money' },
        { key: 'difference', label: 'Difference', type: 'money' },
      ],
      against: off.map((each) => ({
        key: each.currency,
        amount: money(each.open - each.control, each.currency),
        cells: cellsOf(each),
      })),
      proves: shown.map(cellsOf),
      says: (standing) =>
        standing.length === 0
          ? holds
          : `${name} are off their control account by ${standing.map(({ amount }) => amount && formatMoney(amount)).join(', ')}.`,
    }
  }

const cellsOf = ({ currency, open, control }: Side) => ({
  currency,
  open: { money: money(open, currency) },
  control: { money: money(control, currency) },
  difference: { money: money(open - control, currency) },
})
