import type { TemplateTask } from './close-task.js'
import type { CloseTemplate } from './template.js'

/**
 * The monthly close that a new company starts with. Days are working days after the month's end (WD+1 is the first);
 * owners and reviewers are roles, resolved to people when a month is opened.
 */
export const MONTH_TEMPLATE: CloseTemplate = {
  name: 'Monthly close',
  kind: 'month',
  tasks: [
    { ...task('receipts', 'Record all bank receipts of the month', 1, 'finance', 'controller'), accounts: ['bank'] },
    task('bank', 'Bank accounts agree with their statements', 2, 'finance', null, ['receipts'], 'bank-reconciled'),
    task('suspense', 'Clear the suspense account', 2, 'finance', null, ['bank'], 'suspense-zero'),
    task(
      'invoices',
      'Issue, approve or void every draft dated in the month',
      1,
      'finance',
      null,
      [],
      'no-drafts-in-period',
    ),
    task('won-deals', 'Deals won this month are invoiced', 2, 'manager', null, [], 'won-deals-invoiced'),
    task('deliveries', 'What was delivered is billed', 2, 'manager', null, [], 'delivered-billed'),
    task(
      'receivables',
      'Receivables agree with their control account',
      2,
      'finance',
      null,
      ['receipts', 'invoices'],
      'receivables-tie',
    ),
    task('expenses', 'Collect outstanding expenses from the departments', 2, 'department', 'finance'),
    task('expense-approvals', 'Expenses are approved', 2, 'manager', null, ['expenses'], 'expenses-approved'),
    task('payables', 'Payables agree with their control account', 2, 'finance', null, ['expenses'], 'payables-tie'),
    {
      ...task('payroll', 'Post the payroll journal', 2, 'finance', 'controller'),
      accounts: ['payroll', 'social-security', 'payroll-liabilities'],
    },
    {
      ...task('accruals', 'Accrue costs that have no bill yet', 3, 'finance', 'controller', ['expenses']),
      accounts: ['accruals'],
    },
    task('late-bills', 'Bills that came late are accrued', 3, 'finance', null, ['accruals'], 'late-bills-accrued'),
    task('recurring', 'Recurring entries and releases are posted', 3, 'finance', null, [], 'recurring-posted'),
    task('fx', 'Foreign balances are revalued', 3, 'finance', null, ['receivables', 'payables', 'bank'], 'fx-revalued'),
    task(
      'tax',
      'Tax accounts agree with the report of taxes',
      3,
      'finance',
      null,
      ['receivables', 'payables'],
      'tax-ties',
    ),
    task(
      'flux',
      'Explain large moves in profit and loss',
      4,
      'controller',
      null,
      ['receivables', 'payables', 'late-bills', 'payroll', 'recurring', 'fx'],
      'flux-explained',
    ),
    task(
      'books',
      'Sealed balances equal the postings',
      4,
      'controller',
      null,
      ['flux', 'tax', 'suspense'],
      'sealed-balances',
    ),
    {
      ...task('sign-off', 'Sign off the month', 5, 'controller', 'admin', [
        'books',
        'won-deals',
        'deliveries',
        'expense-approvals',
      ]),
      accounts: ['all'],
    },
  ],
}

function task(
  key: string,
  title: string,
  dueWorkday: number,
  ownerRole: string,
  reviewerRole: string | null,
  dependsOn: readonly string[] = [],
  checkName: string | null = null,
): TemplateTask {
  return { key, title, dueWorkday, ownerRole, reviewerRole, dependsOn, checkName }
}
