import type { CustomerValue } from '../../../domain/billing/customer-value-store.js'
import type { InvoiceTotal } from '../../../domain/billing/invoice-list-store.js'
import { standingOf } from '../../../domain/crm/company.js'
import type { CompanyRow } from '../../../domain/crm/company-list-store.js'
import { counted } from '../../../lib/counted.js'
import { formatMoney } from '../../../lib/money.js'
import { fieldsWith, recordCell } from '../cells.js'
import type { Asker } from '../define-command.js'
import { logAbout } from '../log/log-about.js'
import type { Action, Cell, Field } from '../reply.js'
import { newTaskAbout } from '../task/task-actions.js'
import { postal } from './company-change.js'
import { suppliedActions } from './supplied.js'

type Owed = { open: readonly InvoiceTotal[]; overdue: readonly InvoiceTotal[]; value: CustomerValue | null }

/** "12,000.00 EUR open, 3,000.00 EUR of it overdue", or nothing when nothing is open. */
export function openText(open: readonly InvoiceTotal[], overdue: readonly InvoiceTotal[]): string {
  if (open.length === 0) return ''
  return `${sums(open)} open${overdue.length > 0 ? `, ${sums(overdue)} of it overdue` : ''}`
}

const sums = (totals: readonly InvoiceTotal[]): string => totals.map(({ open }) => formatMoney(open)).join(' and ')

export function companyFields(company: CompanyRow, { open, overdue, value }: Owed): Field[] {
  const standing = standingOf(company)
  return fieldsWith([
    ['Lifecycle', standing === 'supplier' ? null : standing],
    ['Owner', company.owner && { person: company.owner }],
    ['Open', owedCell(open)],
    ['Overdue', owedCell(overdue)],
    ['Lifetime value', (value?.invoiced ?? []).map(formatMoney).join(' and ')],
    ['Pays after', value?.daysToPay == null ? null : counted(value.daysToPay, 'day')],
    ['Mail domains', company.domains.join(', ')],
    ['Billing address', company.billingEmail],
    ['Payment terms', `${company.termsDays} days`],
    ['Currency', company.currency],
    ['Tax id', company.taxId],
    ['Phone', company.phone],
    ['Address', company.address && postal(company.address)],
    ['Also', company.roles.filter((role) => role !== 'customer' && role !== standing).join(', ')],
    ['Part of', recordCell(company.parent)],
    ['Its parts', company.children.map(({ ref, name }) => `${ref} ${name}`).join(', ')],
    ['Billing contact', recordCell(company.billingContact)],
    ['Tags', company.tags.join(', ')],
    ['Note', company.note],
  ])
}

/** One currency stays money, several are a text. */
export function owedCell(totals: readonly InvoiceTotal[]): Cell {
  const [only] = totals
  return only && totals.length === 1 ? { money: only.open } : sums(totals)
}

export function companyActions(asker: Asker, company: CompanyRow): Action[] {
  const { ref, roles } = company
  const isCustomer = standingOf(company) !== 'supplier'
  const form = (label: string, name: string): Action => ({ label, do: { form: name, args: { company: ref } } })
  const show = (label: string, command: string, args = {}): Action => ({
    label,
    do: { command, args: { company: ref, ...args } },
  })
  return [
    ...(roles.includes('supplier') ? suppliedActions(asker, company) : []),
    ...(asker.may('deal.write') ? [form('New deal…', 'deal new')] : []),
    ...(asker.may('contact.write') ? [form('New contact…', 'contact new')] : []),
    ...(asker.may('company.write') ? [form('Change…', 'company set')] : []),
    ...(asker.may('activity.write') ? [form('Note…', 'company note'), logAbout(ref, 'call')] : []),
    ...(asker.may('task.write') ? [newTaskAbout(ref)] : []),
    ...(asker.may('case.write') ? [form('New case…', 'case new')] : []),
    ...(isCustomer && asker.may('invoice.read')
      ? [show('All invoices', 'invoice list', { which: 'all' }), show('Explain the figures', 'company explain')]
      : []),
    show('History', 'company history'),
  ]
}
