import { type BillFilter, listBills, sumBills } from '../../../domain/payables/bill-list-store.js'
import { counted } from '../../../lib/counted.js'
import { addDays, type IsoDate } from '../../../lib/dates.js'
import { toDecimal } from '../../../lib/money.js'
import type { CommandContext } from '../define-command.js'
import type { RecordRef } from '../params.js'
import type { Action, Reply } from '../reply.js'
import { billData, billTable, openText } from './bill-table.js'

/** As many as fit a screen; counts and totals are always of all. */
const SHOWN = 25
const SOON_DAYS = 7
export const WHICH = ['waiting', 'open', 'overdue', 'due', 'paid', 'all'] as const

const FILTERS: Record<string, (today: IsoDate) => BillFilter> = {
  waiting: () => ({ statuses: ['received', 'rejected'] }),
  open: () => ({ statuses: ['posted', 'part_paid'] }),
  overdue: (today) => ({ dueBefore: today }),
  due: (today) => ({ dueBefore: addDays(today, SOON_DAYS + 1) }),
  paid: () => ({ statuses: ['paid'] }),
  all: () => ({}),
  unsettled: () => ({ statuses: ['received', 'approved', 'rejected', 'posted', 'part_paid'] }),
}

const WORDS: Record<string, string> = {
  waiting: 'waiting',
  open: 'open',
  overdue: 'overdue',
  due: 'due within a week',
  paid: 'paid',
  unsettled: 'not settled',
}

export async function billListReply(
  context: CommandContext,
  noun: 'bill' | 'expense',
  which = 'unsettled',
  supplier?: RecordRef,
): Promise<Reply> {
  const { asker, today } = context
  const filter: BillFilter = {
    ...FILTERS[which]?.(today),
    kinds: noun === 'expense' ? ['expense'] : ['bill', 'credit_note'],
    ...(supplier ? { companyId: supplier.id } : {}),
    owners: asker.owners(`${noun}.read`),
  }
  const [rows, totals] = await context.read((read) =>
    Promise.all([listBills(read, filter, SHOWN), sumBills(read, filter)]),
  )
  const count = totals.reduce((sum, total) => sum + total.count, 0)
  const open = openText(totals)
  const what = `${count === 0 ? `No ${noun}s` : counted(count, noun)}${WORDS[which] ? ` ${WORDS[which]}` : ''}`
  return {
    headline: `${what}${supplier ? ` of ${supplier.title}` : ''}${open && `: ${open} open`}`,
    ...(count > 0 ? { table: billTable(rows, totals, today) } : {}),
    actions: listActions(context, noun, which),
    data: {
      count,
      totals: totals.map(({ total, open, count }) => ({
        currency: total.currency,
        total: toDecimal(total),
        open: toDecimal(open),
        count,
      })),
      [`${noun}s`]: rows.map((row) => billData(row, today)),
    },
  }
}

const listActions = ({ asker }: CommandContext, noun: string, which: string): Action[] => [
  ...(['waiting', 'overdue'] as const)
    .filter((other) => other !== which && noun === 'bill')
    .map((other) => ({
      label: other === 'waiting' ? 'Waiting' : 'Overdue',
      do: { command: 'bill list', args: { which: other } },
      typed: `bill list ${other}`,
    })),
  ...(asker.may(`${noun}.write`)
    ? [{ label: `New ${noun}…`, do: { form: `${noun} new`, args: {} }, typed: `${noun} new` }]
    : []),
]
