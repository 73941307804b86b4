import type { AccountKind } from './account.js'

/** One account's balance in the base currency: debit positive, credit negative. */
export type AccountBalance = { accountId: string; code: string; name: string; kind: AccountKind; balance: bigint }

export type TrialBalanceRow = AccountBalance & { debit: bigint; credit: bigint }

export type TrialBalance = {
  rows: readonly TrialBalanceRow[]
  totals: { debit: bigint; credit: bigint; balance: bigint }
}

/** Puts each balance into its column and adds up; in sound books `totals.balance` is 0 and the columns are equal. */
export function trialBalanceOf(balances: readonly AccountBalance[]): TrialBalance {
  const rows = balances.map((account) => ({
    ...account,
    debit: account.balance > 0n ? account.balance : 0n,
    credit: account.balance < 0n ? -account.balance : 0n,
  }))
  const sum = (column: 'debit' | 'credit' | 'balance') => rows.reduce((total, row) => total + row[column], 0n)
  return { rows, totals: { debit: sum('debit'), credit: sum('credit'), balance: sum('balance') } }
}
