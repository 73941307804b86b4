import type { TraceStart, TraceStep } from '../../domain/correspondence/trace.js'
import { traceChain } from '../../domain/correspondence/trace-store.js'
import { type TracedThread, traceThreads } from '../../domain/correspondence/trace-threads-store.js'
import { counted } from '../../lib/counted.js'
import { toDecimal } from '../../lib/money.js'
import { dateCell, moneyCell } from './cells.js'
import type { Asker, CommandContext } from './define-command.js'
import { readThreads } from './read-thread.js'
import type { Reply, Table } from './reply.js'

const WORDS = {
  deal: 'Deal',
  quote: 'Quote',
  invoice: 'Invoice',
  credit_note: 'Credit note',
  bill: 'Bill',
  payment: 'Payment',
  entry: 'Entry',
  bank_line: 'Bank line',
} as const

/** The whole chain that a record stands in, from the first mail to the line on the bank statement, as far as the asker sees it. */
export async function traceReply(
  context: CommandContext,
  start: TraceStart | readonly TraceStart[],
  name: string,
): Promise<Reply> {
  const { asker } = context
  const starts = 'length' in start ? start : [start]
  const { steps, threads, hidden } = await context.read(async (read) => {
    const { ids, steps } = await traceChain(read, starts, sightOf(asker))
    return { steps, ...(await traceThreads(read, ids, asker, { may: asker.may('mail.read') })) }
  })
  return {
    headline: `${name}: ${summaryOf(steps, threads.length + hidden)}`,
    table: chainTable(threads, steps),
    actions: readThreads(threads.slice(0, 1)),
    notes: hidden > 0 ? [`${counted(hidden, 'mail thread')} more that you may not read.`] : [],
    data: {
      threads: threads.map(({ ref, subject, firstAt, lastAt, messages, of }) => ({
        ref,
        subject,
        firstAt,
        lastAt,
        messages,
        of,
      })),
      hiddenThreads: hidden,
      chain: steps.map(({ kind, ref, title, date, amount, of, undone }) => ({
        kind,
        ref,
        title,
        date,
        currency: amount?.currency ?? null,
        amount: amount && toDecimal(amount),
        of,
        undone,
      })),
    },
  }
}

function sightOf(asker: Asker) {
  return {
    deals: asker.owners('deal.read'),
    quotes: asker.owners('quote.read'),
    invoices: asker.owners('invoice.read'),
    bills: asker.owners('bill.read'),
    payments: asker.may('payment.read'),
    entries: asker.may('journal.read'),
    restricted: asker.may('restricted.read'),
    bankLines: asker.may('bank.read'),
  } as const
}

/** "2 mail threads → 1 deal → 1 invoice → 3 entries → 1 payment → 1 bank line": the stages that there are. */
function summaryOf(steps: readonly TraceStep[], threads: number): string {
  const of = (...kinds: TraceStep['kind'][]) => steps.filter(({ kind }) => kinds.includes(kind)).length
  const stages: [number, string, string?][] = [
    [threads, 'mail thread'],
    [of('deal'), 'deal'],
    [of('quote'), 'quote'],
    [of('invoice'), 'invoice'],
    [of('credit_note'), 'credit note'],
    [of('bill'), 'bill'],
    [of('entry'), 'entry', 'entries'],
    [of('payment'), 'payment'],
    [of('bank_line'), 'bank line'],
  ]
  const there = stages.filter(([count]) => count > 0)
  return there.map((stage) => counted(...stage)).join(' → ') || 'nothing hangs together with it yet'
}

const chainTable = (threads: readonly TracedThread[], steps: readonly TraceStep[]): Table => ({
  columns: [
    { key: 'what', label: 'What', type: 'text' },
    { key: 'ref', label: 'Reference', type: 'text' },
    { key: 'date', label: 'Date', type: 'date' },
    { key: 'amount', label: 'Amount', type: 'money' },
    { key: 'of', label: 'Of', type: 'text' },
    { key: 'title', label: 'About', type: 'text' },
  ],
  rows: [
    ...threads.map(({ ref, firstAt, subject, messages, of }) => ({
      what: 'Mail',
      ref,
      date: { at: firstAt },
      amount: null,
      of: of.join(', '),
      title: `${subject ?? ''} (${counted(messages, 'mail')})`,
    })),
    ...steps.map(({ kind, ref, date, amount, of, title, undone }) => ({
      what: WORDS[kind],
      ref: ref ?? '(not sealed yet)',
      date: dateCell(date),
      amount: moneyCell(amount),
      of: of.join(', '),
      title: undone ? `${title} – taken back` : title,
    })),
  ],
})
