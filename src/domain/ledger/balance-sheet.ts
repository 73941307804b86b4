import type { AccountBalance } from './trial-balance.js'

/** What income and expense of the year itself come to, which is no account. */
export const RESULT_OF_YEAR = 'Result of the year'

export type SheetRow = { code: string; name: string; balance: bigint }

/** One side of the sheet as people read it: every amount above zero where it is usual. */
export type SheetSection = { title: 'Assets' | 'Liabilities' | 'Equity'; rows: readonly SheetRow[]; total: bigint }

export type BalanceSheet = {
  sections: readonly [SheetSection, SheetSection, SheetSection]
  /** Assets less liabilities and equity: 0 in sound books. */
  difference: bigint
}

/**
 * Lays balances out. Income and expense that no closing has carried over stand in equity as results: of the year itself, and of
 * earlier years. `beforeYear` is what they came to before the year began, less what was carried over then; debit positive.
 */
export function balanceSheetOf(balances: readonly AccountBalance[], beforeYear: bigint): BalanceSheet {
  const rowsOf = (kind: AccountBalance['kind'], sign: bigint): SheetRow[] =>
    balances
      .filter((each) => each.kind === kind)
      .map(({ code, name, balance }) => ({ code, name, balance: sign * balance }))
  const open = balances
    .filter(({ kind }) => kind === 'income' || kind === 'expense')
    .reduce((sum, { balance }) => sum + balance, 0n)
  const results: SheetRow[] = [
    { code: '', name: 'Result of earlier years, not carried over', balance: 0n - beforeYear },
    { code: '', name: RESULT_OF_YEAR, balance: beforeYear - open },
  ]
  const assets = section('Assets', rowsOf('asset', 1n))
  const liabilities = section('Liabilities', rowsOf('liability', -1n))
  const equity = section('Equity', [...rowsOf('equity', -1n), ...results.filter(({ balance }) => balance !== 0n)])
  return { sections: [assets, liabilities, equity], difference: assets.total - liabilities.total - equity.total }
}

const section = (title: SheetSection['title'], rows: readonly SheetRow[]): SheetSection => ({
  title,
  rows,
  total: rows.reduce((sum, { balance }) => sum + balance, 0n),
})
