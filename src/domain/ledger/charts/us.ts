import { chartOf } from './rows.js'

/** Five digits, as small United States companies number them. Input sales tax is a cost there; the account exists for imports. */
export const usChart = chartOf({
  asset: [
    ['10100', 'Checking account', 'bank'],
    ['10300', 'Petty cash', 'cash'],
    ['10900', 'Suspense', 'suspense'],
    ['11000', 'Accounts receivable', 'receivable'],
    ['13000', 'Prepaid expenses', 'prepayments'],
    ['13900', 'Recoverable tax', 'tax-input'],
    ['15000', 'Furniture and equipment', 'equipment'],
    ['17000', 'Accumulated depreciation', 'accumulated-depreciation'],
  ],
  liability: [
    ['20000', 'Accounts payable', 'payable'],
    ['22000', 'Sales tax payable', 'tax-output'],
    ['23000', 'Accrued liabilities', 'accruals'],
    ['24000', 'Payroll liabilities', 'payroll-liabilities'],
    ['25000', 'Deferred revenue', 'deferred-revenue'],
    ['27000', 'Notes payable', 'loan'],
  ],
  equity: [
    ['30000', 'Common stock', 'share-capital'],
    ['32000', 'Retained earnings', 'retained-earnings'],
    ['39000', 'Opening balance equity', 'opening-balances'],
  ],
  income: [
    ['40000', 'Sales', 'revenue'],
    ['41000', 'Subscription revenue', 'subscription-revenue'],
    ['49000', 'Other income', 'other-income'],
  ],
  expense: [
    ['50000', 'Cost of goods sold', 'cost-of-sales'],
    ['60000', 'Wages and salaries', 'payroll'],
    ['60500', 'Payroll taxes', 'social-security'],
    ['61000', 'Rent', 'rent'],
    ['62000', 'Software and hosting', 'software'],
    ['63000', 'Advertising and marketing', 'marketing'],
    ['64000', 'Travel', 'travel'],
    ['65000', 'Professional fees', 'professional-fees'],
    ['66000', 'Insurance', 'insurance'],
    ['67000', 'Office and telephone', 'office'],
    ['68000', 'Bank service charges', 'bank-charges'],
    ['68500', 'Bad debt', 'bad-debts'],
    ['69000', 'Depreciation', 'depreciation'],
    ['70000', 'Exchange gains and losses', 'exchange-differences'],
    ['71000', 'Interest', 'interest'],
    ['80000', 'Income tax', 'income-tax'],
  ],
})
