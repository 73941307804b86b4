import { chartOf } from './rows.js'

/** Four digits: 1 assets, 2 liabilities, 3 equity, 4 income, 5 cost of sales, 6 to 8 expenses. */
export const genericChart = chartOf({
  asset: [
    ['1000', 'Bank', 'bank'],
    ['1010', 'Petty cash', 'cash'],
    ['1090', 'Suspense', 'suspense'],
    ['1100', 'Accounts receivable', 'receivable'],
    ['1200', 'Prepaid expenses', 'prepayments'],
    ['1300', 'Input tax', 'tax-input'],
    ['1500', 'Equipment', 'equipment'],
    ['1590', 'Accumulated depreciation', 'accumulated-depreciation'],
  ],
  liability: [
    ['2000', 'Accounts payable', 'payable'],
    ['2100', 'Output tax', 'tax-output'],
    ['2200', 'Accrued expenses', 'accruals'],
    ['2300', 'Payroll liabilities', 'payroll-liabilities'],
    ['2400', 'Deferred revenue', 'deferred-revenue'],
    ['2500', 'Loans', 'loan'],
  ],
  equity: [
    ['3000', 'Share capital', 'share-capital'],
    ['3100', 'Retained earnings', 'retained-earnings'],
    ['3900', 'Opening balances', 'opening-balances'],
  ],
  income: [
    ['4000', 'Sales', 'revenue'],
    ['4100', 'Subscriptions', 'subscription-revenue'],
    ['4900', 'Other income', 'other-income'],
  ],
  expense: [
    ['5000', 'Cost of sales', 'cost-of-sales'],
    ['6000', 'Salaries', 'payroll'],
    ['6050', 'Social security', 'social-security'],
    ['6100', 'Rent', 'rent'],
    ['6200', 'Software and hosting', 'software'],
    ['6300', 'Marketing', 'marketing'],
    ['6400', 'Travel', 'travel'],
    ['6500', 'Professional fees', 'professional-fees'],
    ['6600', 'Insurance', 'insurance'],
    ['6700', 'Office and telephone', 'office'],
    ['6800', 'Bank charges', 'bank-charges'],
    ['6850', 'Bad debts', 'bad-debts'],
    ['6900', 'Depreciation', 'depreciation'],
    ['7000', 'Exchange differences', 'exchange-differences'],
    ['7100', 'Interest', 'interest'],
    ['8000', 'Income tax', 'income-tax'],
  ],
})
