import { addToMonth, type IsoMonth } from '../../lib/dates.js'
import type { MonthlyMovement } from './monthly-store.js'

/** One account by month; income is positive and expense negative, so that columns add up to the result. */
export type ResultRow = {
  code: string
  name: string
  kind: 'income' | 'expense'
  months: ReadonlyMap<IsoMonth, bigint>
  total: bigint
}

export type ProfitAndLoss = {
  months: readonly IsoMonth[]
  rows: readonly ResultRow[]
  income: ReadonlyMap<IsoMonth, bigint>
  expense: ReadonlyMap<IsoMonth, bigint>
  result: ReadonlyMap<IsoMonth, bigint>
  total: bigint
}

export function monthsBetween(from: IsoMonth, to: IsoMonth): IsoMonth[] {
  const months: IsoMonth[] = []
  for (let month = from; month <= to; month = addToMonth(month, 1)) months.push(month)
  return months
}

/** Lays movements out by account and month, in the order in which they come. */
export function profitAndLossOf(movements: readonly MonthlyMovement[], months: readonly IsoMonth[]): ProfitAndLoss {
  const rows = new Map<
    string,
    { code: string; name: string; kind: 'income' | 'expense'; months: Map<IsoMonth, bigint> }
  >()
  const [income, expense, result] = [
    new Map<IsoMonth, bigint>(),
    new Map<IsoMonth, bigint>(),
    new Map<IsoMonth, bigint>(),
  ]
  for (const { code, name, kind, month, movement } of movements) {
    if (kind !== 'income' && kind !== 'expense') continue
    const row = rows.get(code) ?? { code, name, kind, months: new Map<IsoMonth, bigint>() }
    rows.set(code, row)
    for (const sums of [row.months, kind === 'income' ? income : expense, result])
      sums.set(month, (sums.get(month) ?? 0n) - movement)
  }
  const sum = (sums: ReadonlyMap<IsoMonth, bigint>) => [...sums.values()].reduce((total, minor) => total + minor, 0n)
  return {
    months,
    rows: [...rows.values()].map((row) => ({ ...row, total: sum(row.months) })),
    income,
    expense,
    result,
    total: sum(result),
  }
}
