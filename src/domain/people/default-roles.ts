import { CAPABILITIES, type Capability } from './capabilities.js'

type Grant = Capability | `${Capability}:own`
export type DefaultRole = { name: string; summary: string; capabilities: readonly Grant[] }

const EVERYONE = ['self', 'approval.write', 'staff.read', 'task.read:own', 'task.write:own'] as const
const CRM_READ = [
  'contact.read',
  'company.read',
  'deal.read',
  'product.read',
  'quote.read',
  'case.read',
  'mail.read',
] as const
const CRM_WRITE = ['contact.write', 'company.write', 'activity.write', 'mail.write'] as const
const BOOKS_READ = [
  'payment.read',
  'bill.read',
  'expense.read',
  'bank.read',
  'account.read',
  'journal.read',
  'restricted.read',
  'fx.read',
  'tax.read',
] as const
const OWN_CLOSE = ['close.read:own', 'close.write:own', 'expense.read:own', 'expense.write:own'] as const

/** Second persons. Finance prepares, so it verifies bank details alone. */
const APPROVALS = [
  'bill.approve',
  'expense.approve',
  'payment.approve',
  'supplier.approve',
  'journal.approve',
  'role.approve',
] as const

const SALES: Grant[] = [
  ...EVERYONE,
  ...CRM_READ,
  ...CRM_WRITE,
  ...OWN_CLOSE,
  'deal.write',
  'quote.write',
  'invoice.read',
  'invoice.write',
  'mailbox.read:own',
  'report.read',
  'report.save',
  'report.sales',
]

const FINANCE: Grant[] = [
  ...EVERYONE,
  ...CRM_READ,
  ...BOOKS_READ,
  'company.write',
  'contact.write',
  'product.write',
  'activity.write',
  'mail.write',
  'invoice.read',
  'invoice.write',
  'invoice.issue',
  'invoice.send',
  'invoice.pay',
  'payment.write',
  'bill.write',
  'expense.write',
  'supplier.approve',
  'bank.write',
  'journal.write',
  'fx.write',
  'close.read',
  'close.write',
  'mailbox.read',
  'report.read',
  'report.save',
  'report.finance',
]

/** What a new workspace starts with. Roles are rows: a company changes them, and this list only adds what is missing. */
export const DEFAULT_ROLES: readonly DefaultRole[] = [
  { name: 'sales', summary: 'all customers and deals; drafts invoices', capabilities: SALES },
  {
    name: 'support',
    summary: 'all customers; answers cases',
    capabilities: [
      ...EVERYONE,
      ...CRM_READ,
      ...CRM_WRITE,
      ...OWN_CLOSE,
      'case.write',
      'invoice.read',
      'mailbox.read:own',
      'report.read',
      'report.save',
    ],
  },
  { name: 'finance', summary: 'invoices, payments, bills and the books', capabilities: FINANCE },
  {
    name: 'controller',
    summary: 'finance, and runs the close',
    capabilities: [
      ...FINANCE,
      ...APPROVALS,
      'bank.rules',
      'close.manage',
      'period.pass',
      'tax.close',
      'account.write',
      'report.sales',
      'audit.read',
    ],
  },
  {
    name: 'manager',
    summary: 'all of sales, the reports of both sides, approves for the department',
    capabilities: [
      ...SALES,
      'case.write',
      'product.write',
      'pipeline.write',
      'case.manage',
      'close.read',
      'report.finance',
      'mailbox.read',
      'bill.approve:own',
      'expense.approve:own',
    ],
  },
  {
    name: 'admin',
    summary: 'everything, settings and staff included',
    capabilities: Object.keys(CAPABILITIES) as Capability[],
  },
  { name: 'department', summary: 'own close tasks and expenses', capabilities: [...EVERYONE, ...OWN_CLOSE] },
  {
    name: 'auditor',
    summary: 'reads everything, changes nothing',
    capabilities: (Object.keys(CAPABILITIES) as Capability[]).filter(
      (name) => name.endsWith('.read') || name === 'self' || (name.startsWith('report.') && name !== 'report.save'),
    ),
  },
]
