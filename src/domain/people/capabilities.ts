/**
 * What a role can allow, as `<noun>.read`, `<noun>.write` and a few that carry more weight. A command's `needs` is one of
 * these; where records have an owner a role may hold one as `<name>:own` or `<name>:team`, which narrows it to records of one's
 * own, or of one's own and one's teams'.
 */
export const CAPABILITIES = {
  self: 'help, search and undo: what every member of staff may',
  'contact.read': 'see contacts',
  'contact.write': 'add and change contacts',
  'company.read': 'see companies',
  'company.write': 'add and change companies',
  'deal.read': 'see deals',
  'deal.write': 'add, move and change deals',
  'product.read': 'see products and their prices',
  'product.write': 'add and change products and their prices',
  'pipeline.write': 'change pipelines, their stages, and the company’s lists of reasons and roles',
  'quote.read': 'see quotes',
  'quote.write': 'write and send quotes',
  'case.read': 'see support cases',
  'case.write': 'answer and close support cases',
  'case.manage': 'set the hours and targets of support, and who hears of what',
  'task.read': 'see tasks',
  'task.write': 'add and finish tasks',
  'activity.write': 'log notes and calls on a record',
  'mail.read': 'read the threads of a record as far as their mailboxes are shared',
  'mail.write': 'link threads to records',
  'mailbox.read': 'see which mailboxes are followed, and how far',
  'mailbox.write': 'add mailboxes and change what is shared',
  'invoice.read': 'see invoices',
  'invoice.write': 'draft invoices',
  'invoice.issue': 'issue invoices: numbered and posted',
  'invoice.send': 'mail invoices to customers',
  'invoice.pay': 'record customer payments',
  'payment.read': 'see payments',
  'payment.write': 'allocate and reverse payments',
  'bill.read': 'see bills',
  'bill.write': 'enter bills',
  'expense.read': 'see expenses',
  'expense.write': 'enter expenses',
  'bill.approve': 'approve bills; as :own those of the own department',
  'expense.approve': 'approve expenses; as :own those of the own department',
  'payment.approve': 'approve payment runs, refunds and write-offs',
  'supplier.approve': 'verify the bank details of suppliers',
  'journal.approve': 'approve journal entries',
  'role.approve': 'approve changes of roles and of who holds them',
  'approval.write': 'decide what one’s other rights let one approve; withdraw what one asked for',
  'bank.read': 'see bank statements',
  'bank.write': 'import and match bank statements',
  'bank.rules': 'let learnt rules of bank lines apply by themselves',
  'fx.read': 'see exchange rates',
  'fx.write': 'set exchange rates and revalue',
  'tax.read': 'see tax returns',
  'tax.close': 'close a tax return',
  'account.read': 'see the chart of accounts',
  'account.write': 'change the chart of accounts',
  'journal.read': 'see journal entries',
  'restricted.read': 'see single postings of restricted accounts (payroll)',
  'journal.write': 'post journal entries',
  'period.pass': 'post into a period that is locked for an area',
  'close.read': 'see the month-end close',
  'close.write': 'do close tasks',
  'close.manage': 'open, block, lock and reopen a close',
  'report.read': 'list reports and what was run',
  'report.save': 'keep questions under a name that colleagues can run',
  'report.sales': 'run sales reports',
  'report.finance': 'run reports from the books',
  'staff.read': 'see colleagues',
  'staff.write': 'invite colleagues and change their roles',
  'audit.read': 'read the audit trail',
  admin: 'settings, workspaces, going live',
} as const

export type Capability = keyof typeof CAPABILITIES

/** All records, those of one's teams (and one's own), one's own, or nothing. */
export type Reach = 'all' | 'team' | 'own' | 'none'

/** The nouns whose records have an owner. */
const OWNED = ['contact', 'company', 'deal', 'quote', 'case', 'task', 'invoice', 'bill', 'expense', 'close', 'mailbox']
/** What is narrowed to the own department, and not by who owns a record. */
const BY_DEPARTMENT = ['bill.approve', 'expense.approve']

/** Whose records it reaches is not said by who owns them, but by the decision itself. */
export const isByDepartment = (capability: string): boolean => BY_DEPARTMENT.includes(capability)

/** How a capability may be held beside for all records. */
export function narrowings(capability: string): readonly ('own' | 'team')[] {
  if (isByDepartment(capability)) return ['own']
  return OWNED.includes(capability.split('.')[0] ?? '') ? ['own', 'team'] : []
}

/** How far a set of granted capabilities reaches for one of them. The widest grant counts; one that can't be narrowed so is none. */
export function reachOf(granted: ReadonlySet<string>, capability: string): Reach {
  if (granted.has(capability)) return 'all'
  const narrow = narrowings(capability).filter((reach) => granted.has(`${capability}:${reach}`))
  return narrow.includes('team') ? 'team' : (narrow[0] ?? 'none')
}

/** `deal.read:team` → `deal.read` and `team`. */
export function partsOfGrant(grant: string): { capability: string; narrowed: string | null } {
  const [capability = '', narrowed = null] = grant.split(':')
  return { capability, narrowed }
}
