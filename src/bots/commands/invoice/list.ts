import { listInvoices, sumInvoices } from '../../../domain/billing/invoice-list-store.js'
import { toDecimal } from '../../../lib/money.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { ownOnly } from '../own-only.js'
import { optional } from '../params.js'
import type { Action } from '../reply.js'
import { invoiceData, invoiceTable, openText } from './invoice-table.js'
import { invoiceQuestion, WHICH } from './list-question.js'

/** As many as fit a screen; counts and totals are always of all. */
const SHOWN = 25

export default defineCommand({
  name: 'invoice list',
  summary: 'Invoices that are open, overdue, drafts or paid, of all customers or of one',
  example: 'invoice list overdue',
  params: {
    which: optional('choice', 'Which', { target: true, choices: WHICH }),
    company: optional('record', 'Customer', { record: 'company' }),
  },
  needs: 'invoice.read',
  risk: 'read',
  bare: true,
  run: async (context, { which, company }) => {
    const { asker, today } = context
    // A bare `invoice` is "mine, now"; whoever issues invoices has them all on the desk.
    const meant = which ?? (company || asker.may('invoice.issue') ? undefined : 'mine')
    const question = invoiceQuestion(asker.id, { which: meant, company }, today)
    const filter = { ...question.filter, ...ownOnly(asker, 'invoice.read') }
    const [rows, totals] = await context.read((read) =>
      Promise.all([listInvoices(read, filter, SHOWN), sumInvoices(read, filter)]),
    )
    const count = totals.reduce((sum, total) => sum + total.count, 0)
    const open = openText(totals)
    return {
      headline: `${question.say(count)}${open && `: ${open} open`}`,
      ...(count > 0 ? { table: invoiceTable(rows, totals, today) } : {}),
      actions: actions(context, which),
      data: {
        count,
        totals: totals.map(({ total, open, count }) => ({
          currency: total.currency,
          total: toDecimal(total),
          open: toDecimal(open),
          count,
        })),
        invoices: rows.map((row) => invoiceData(row, today)),
      },
    }
  },
})

/** The other lists, one click away; and a new invoice for who may draft one. */
const actions = ({ asker }: CommandContext, which: string | undefined): Action[] => [
  ...(['overdue', 'drafts'] as const)
    .filter((other) => other !== which)
    .map((other) => ({
      label: other === 'overdue' ? 'Overdue' : 'Drafts',
      do: { command: 'invoice list', args: { which: other } },
      typed: `invoice list ${other}`,
    })),
  ...(asker.may('invoice.write')
    ? [{ label: 'New invoice…', do: { form: 'invoice new', args: {} }, typed: 'invoice new' }]
    : []),
]
