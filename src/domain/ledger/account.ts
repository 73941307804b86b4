export type AccountKind = 'asset' | 'liability' | 'equity' | 'income' | 'expense'

/** A control account's postings name company and document; nobody posts to it by hand without them. */
export type Control = 'receivable' | 'payable'

/** How the service finds an account whatever its number: one account of a workspace at most has each purpose. */
export type Purpose =
  | 'bank'
  | 'cash'
  | 'suspense'
  | 'receivable'
  | 'prepayments'
  | 'tax-input'
  | 'equipment'
  | 'accumulated-depreciation'
  | 'payable'
  | 'tax-output'
  | 'accruals'
  | 'payroll-liabilities'
  | 'deferred-revenue'
  | 'loan'
  | 'share-capital'
  | 'retained-earnings'
  | 'opening-balances'
  | 'revenue'
  | 'subscription-revenue'
  | 'other-income'
  | 'cost-of-sales'
  | 'payroll'
  | 'social-security'
  | 'rent'
  | 'software'
  | 'marketing'
  | 'travel'
  | 'professional-fees'
  | 'insurance'
  | 'office'
  | 'bank-charges'
  | 'bad-debts'
  | 'depreciation'
  | 'exchange-differences'
  | 'interest'
  | 'interest-income'
  | 'income-tax'
  | 'staff-payable'
  | 'money-in-transit'
  | 'withholding-tax'
  | 'tax-settlement'
  | 'tax-on-advances'
  | 'discounts-given'
  | 'discounts-received'
  | 'rounding'
  | 'unrealised-exchange'
  | 'receivable-revaluation'
  | 'payable-revaluation'
  | 'cash-revaluation'

export type Account = {
  id: string
  code: string
  name: string
  kind: AccountKind
  control: Control | null
  purpose: Purpose | null
  active: boolean
  /** Whether its single postings are kept from those without `restricted.read`: they see what it comes to. */
  restricted: boolean
  /** Whether it holds money or claims to it, and is revalued at closing rates; null: nobody said. */
  monetary: boolean | null
}

/** What each colleague is paid: restricted from the start. */
export const isPayroll = (purpose: Purpose | null): boolean =>
  purpose === 'payroll' || purpose === 'social-security' || purpose === 'payroll-liabilities'

/** An account of a default chart, before a workspace has it. */
export type ChartAccount = { code: string; name: string; kind: AccountKind; purpose: Purpose; control?: Control }

/** +1 where a debit increases the account, -1 where a credit does: the sign people expect to read a balance with. */
export const naturalSign = (kind: AccountKind): 1n | -1n => (kind === 'asset' || kind === 'expense' ? 1n : -1n)
