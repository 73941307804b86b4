import { listInvoices, sumInvoices } from '../../../domain/billing/invoice-list-store.js'
import { toDecimal } from '../../../lib/money.js'
import type { CommandContext } from '../define-command.js'
import type { RecordRef } from '../params.js'
import type { Action, Reply } from '../reply.js'
import { invoiceData, invoiceTable, openText } from './invoice-table.js'
import { invoiceQuestion } from './list-question.js'

/** As many as fit a screen; counts and totals are always of all. */
const SHOWN = 25

/** A bare `invoice` is "mine, now"; whoever issues invoices has them all on the desk. */
export async function listReply(context: CommandContext, which?: string, company?: RecordRef): Promise<Reply> {
  const { asker, today } = context
  const meant = which ?? (company || asker.may('invoice.issue') ? undefined : 'mine')
  const question = invoiceQuestion(asker.id, { which: meant, company }, today)
  const filter = { ...question.filter, owners: asker.owners('invoice.read') }
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
}

/** The other lists, one click away; and a new invoice for who may draft one. */
const actions = ({ asker }: CommandContext, which: string | undefined): Action[] => [
  ...(['overdue', 'drafts'] as const)
    .filter((other) => other !== which)
    .map((other) => ({
      label: other === 'overdue' ? 'Overdue' : 'Drafts',
      do: { command: `invoice ${other}`, args: {} },
      typed: `invoice ${other}`,
    })),
  ...(asker.may('invoice.write')
    ? [{ label: 'New invoice…', do: { form: 'invoice new', args: {} }, typed: 'invoice new' }]
    : []),
]
