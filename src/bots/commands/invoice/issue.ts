import { inWorkspace } from '../../../db/in-workspace.js'
import { issueInvoice, planIssue } from '../../../domain/billing/issue-invoice.js'
import { listAccounts } from '../../../domain/ledger/account-store.js'
import { shortDate } from '../../../lib/dates.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { invoiceActions } from './invoice-actions.js'
import { entryTable, postingTitle } from './posting-table.js'

export default defineCommand({
  name: 'invoice issue',
  summary: 'Number and post a draft; shows what will be posted before it is',
  example: 'invoice issue DRAFT-17',
  params: { invoice: target('invoice', 'Draft'), date: optional('date', 'Issue date') },
  needs: 'invoice.issue',
  risk: 'consequential',
  preview: async (context, { invoice, date }) => {
    const { db, scope } = context
    const plan = await inWorkspace(db, scope, (tx) => planIssue(tx, invoice.id, date ?? context.today))
    refuseOthers(context.asker, 'invoice.issue', plan.invoice)
    const accounts = await context.read(listAccounts)
    const total = formatMoney(money(plan.invoice.totalMinor, plan.invoice.currency))
    const shown = {
      headline: `Issue ${plan.invoice.ref} to ${plan.customer}: ${total}, due ${shortDate(plan.issue.dueDate)}?`,
      fields: fieldsWith([
        ['Customer', plan.customer],
        ['Total', { money: money(plan.invoice.totalMinor, plan.invoice.currency) }],
        ['Invoice date', { date: plan.issue.issueDate }],
        ['Due', { date: plan.issue.dueDate }],
      ]),
      sections: [plan.entry, ...(plan.deferral ? [plan.deferral.entry] : [])].map((entry) => ({
        title: entry === plan.entry ? postingTitle(entry) : 'What is for later days, and waits until then',
        table: entryTable(entry, accounts),
      })),
      notes: ['It gets its number when you confirm. An issued invoice can only be credited, not taken back.'],
    }
    return previewOf(shown, 'Issue it', { [invoice.id]: plan.invoice.version })
  },
  run: async (context, { invoice, date }, tx) => {
    const issued = await issueInvoice(tx, invoice.id, date ?? context.today)
    refuseOthers(context.asker, 'invoice.issue', issued)
    const total = money(issued.totalMinor, issued.currency)
    const name = issued.number ?? issued.ref
    return {
      headline: `Issued ${name} to ${invoice.title}: ${formatMoney(total)}, due ${shortDate(issued.dueDate ?? '')}`,
      changes: [{ label: 'Status', before: 'draft', after: `issued as ${name}` }],
      actions: invoiceActions(context.asker, { ...issued, name }),
      data: {
        invoice: name,
        draft: issued.ref,
        status: issued.status,
        currency: issued.currency,
        total: toDecimal(total),
        issueDate: issued.issueDate,
        dueDate: issued.dueDate,
      },
    }
  },
})
