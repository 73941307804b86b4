import type { AccountMovement } from '../../ledger/monthly-store.js'

/** Where a movement that is no money stands in a cash flow statement by the indirect method (IAS 7.18b). */
export type CashSection = 'cash' | 'operating' | 'investing' | 'financing'

const CASH = new Set(['bank', 'cash', 'money-in-transit', 'cash-revaluation'])
const FINANCING = new Set(['loan', 'share-capital', 'retained-earnings', 'opening-balances'])

/** By what an account is for, else by its kind: equity is financing, the rest of the balance sheet is operating. */
export function sectionOf(
  { purpose, kind, accountId }: Pick<AccountMovement, 'purpose' | 'kind' | 'accountId'>,
  bankAccounts: ReadonlySet<string>,
): CashSection {
  if (bankAccounts.has(accountId) || (purpose && CASH.has(purpose))) return 'cash'
  if (purpose === 'equipment') return 'investing'
  if (kind === 'equity' || (purpose && FINANCING.has(purpose))) return 'financing'
  return 'operating'
}

/** One line of the statement: what came in is positive. `code` is empty for the result, which is many accounts. */
export type CashLine = {
  section: Exclude<CashSection, 'cash'>
  code: string
  name: string
  months: ReadonlyMap<string, bigint>
}

/**
 * What moved the money: the result, and the movement of every account that is none. Entries sum to zero, so the lines of a month
 * come to what the accounts of money moved by.
 */
export function cashLinesOf(
  movements: readonly AccountMovement[],
  bankAccounts: ReadonlySet<string>,
): { lines: CashLine[]; net: ReadonlyMap<string, bigint> } {
  const lines = new Map<string, CashLine & { months: Map<string, bigint> }>()
  const net = new Map<string, bigint>()
  const add = (sums: Map<string, bigint>, month: string, minor: bigint) =>
    sums.set(month, (sums.get(month) ?? 0n) + minor)
  for (const each of movements) {
    const section = sectionOf(each, bankAccounts)
    if (section === 'cash') add(net, each.month, each.movement)
    else {
      const isResult = each.kind === 'income' || each.kind === 'expense'
      const code = isResult ? '' : each.code
      const name = isResult ? 'Result' : changeName(each)
      const line = lines.get(code) ?? {
        section: isResult ? 'operating' : section,
        code,
        name,
        months: new Map<string, bigint>(),
      }
      lines.set(code, line)
      add(line.months, each.month, -each.movement)
    }
  }
  return { lines: [...lines.values()].sort((a, b) => (a.code < b.code ? -1 : 1)), net }
}

const changeName = ({ name, purpose }: AccountMovement): string =>
  purpose === 'accumulated-depreciation' ? `${name} (no money moved)` : `Change in ${name}`
