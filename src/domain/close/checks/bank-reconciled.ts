import type { SqlScope } from '../../../db/sql-workspace.js'
import { counted } from '../../../lib/counted.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Row } from '../../../lib/table.js'
import { listBankAccounts } from '../../banking/bank-account-store.js'
import { reconcile } from '../../banking/reconciliation.js'
import { loadSides } from '../../banking/reconciliation-store.js'
import { BOOKS_MOVED } from '../books-moved.js'
import { type Against, type CheckPeriod, defineCheck } from '../define-check.js'

/**
 * Statements of every bank account reach the month's end, every line of theirs by then is matched or set aside, and the balance of the
 * books there differs from the bank's only by what is listed.
 */
export default defineCheck({
  name: 'bank-reconciled',
  title: 'Bank accounts are reconciled',
  on: [...BOOKS_MOVED, 'bank.imported', 'bank.matched', 'bank.unmatched', 'close.opened'],
  run: async (read, period) => {
    const found = await sidesAt(read, period)
    return {
      columns: [
        { key: 'account', label: 'Account', type: 'text' },
        { key: 'books', label: 'Books', type: 'money' },
        { key: 'bank', label: 'Bank', type: 'money' },
        { key: 'outstanding', label: 'Outstanding', type: 'number' },
        { key: 'unexplained', label: 'Unexplained', type: 'money' },
      ],
      against: found.flatMap((each) => (each.problem === null ? [] : againstOf(each))),
      proves: found.map(cellsOf),
      says: (standing) => {
        if (found.length === 0) return 'No bank account is kept.'
        if (standing.length === 0) return 'Books and bank agree at the month’s end but for what is listed.'
        const names = new Set(standing.map(({ key }) => key))
        return found.flatMap(({ account, problem }) => (names.has(account.name) ? (problem ?? []) : [])).join(' ')
      },
    }
  },
})

type Side = Awaited<ReturnType<typeof sidesAt>>[number]

function againstOf(side: Side): Against {
  const { account, result, open, endsOn } = side
  const amount = result.unexplainedMinor === null ? null : money(result.unexplainedMinor, account.currency)
  // Statements of later days are no news of the month.
  const readTo = account.readTo !== null && account.readTo > endsOn ? endsOn : account.readTo
  const stands = [
    `statements to ${readTo ?? 'no day'}`,
    `${counted(open.count, 'line')} open of ${formatMoney(money(open.minor, account.currency))}`,
  ]
  return { key: account.name, amount, stands: stands.join(', '), cells: cellsOf(side) }
}

const cellsOf = ({ account, result }: Side): Row => ({
  account: account.name,
  books: { money: money(result.ledgerMinor, account.currency) },
  bank: result.bankMinor === null ? null : { money: money(result.bankMinor, account.currency) },
  outstanding: result.inBooks.length + result.onBank.length,
  unexplained: result.unexplainedMinor === null ? null : { money: money(result.unexplainedMinor, account.currency) },
})

async function sidesAt(read: SqlScope, { endsOn }: CheckPeriod) {
  const accounts = await listBankAccounts(read)
  return Promise.all(
    accounts.map(async (account) => {
      const result = reconcile(await loadSides(read, account, endsOn))
      const open = await sumOpen(read, account.id, endsOn)
      return { account, result, open, endsOn, problem: problemOf(account, result, endsOn, open.count) }
    }),
  )
}

function problemOf(
  { name, readTo, currency }: { name: string; readTo: string | null; currency: string },
  { unexplainedMinor }: ReturnType<typeof reconcile>,
  endsOn: string,
  open: number,
): string | null {
  if (readTo === null || readTo < endsOn)
    return `The statements of ${name} ${readTo === null ? 'are missing' : `end on ${readTo}`}; the month ends on ${endsOn}.`
  if (open > 0) return `${counted(open, 'line')} of ${name} ${open === 1 ? 'is' : 'are'} neither matched nor set aside.`
  if (unexplainedMinor === null) return `No statement of ${name} tells a balance up to ${endsOn}.`
  return unexplainedMinor === 0n
    ? null
    : `${formatMoney(money(unexplainedMinor, currency))} of ${name} are unexplained.`
}

/** Lines by a day that nobody has said anything of. */
async function sumOpen(
  { sql, scope }: SqlScope,
  bankAccountId: string,
  to: string,
): Promise<{ count: number; minor: bigint }> {
  const [row] = await sql<{ count: number; minor: bigint }[]>`
    select count(*)::int as count, coalesce(sum(amount_minor), 0)::bigint as minor from bank_line
    where workspace_id = ${scope.workspaceId} and bank_account_id = ${bankAccountId} and state = 'open' and booking_date <= ${to}`
  return row ?? { count: 0, minor: 0n }
}
