import type { TemplateTask } from './close-task.js'

/**
 * The monthly close that a new company starts with. Days are working days after the month's end (WD+1 is the first);
 * owners and reviewers are roles, resolved to people when a month is opened.
 */
export const MONTH_TEMPLATE: { name: string; kind: 'month'; tasks: readonly TemplateTask[] } = {
  name: 'Monthly close',
  kind: 'month',
  tasks: [
    task('receipts', 'Record all bank receipts of the month', 1, 'finance', 'controller'),
    task('bank', 'Bank accounts agree with their statements', 2, 'finance', null, ['receipts'], 'bank-reconciled'),
    task('invoices', 'Issue or void every draft dated in the month', 1, 'finance', null, [], 'no-drafts-in-period'),
    task('won-deals', 'Confirm that deals won this month are invoiced', 2, 'manager', null),
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
    task('payables', 'Payables agree with their control account', 2, 'finance', null, ['expenses'], 'payables-tie'),
    task('payroll', 'Post the payroll journal', 2, 'finance', 'controller'),
    task('accruals', 'Accrue costs that have no bill yet', 3, 'finance', 'controller', ['expenses']),
    task('recurring', 'Post rent, subscriptions and depreciation', 3, 'finance', 'controller'),
    task('flux', 'Explain large moves in profit and loss', 4, 'controller', null, [
      'receivables',
      'payables',
      'accruals',
      'payroll',
      'recurring',
    ]),
    task('sign-off', 'Sign off the month', 5, 'controller', 'admin', ['flux', 'won-deals']),
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
