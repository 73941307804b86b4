import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { invoiceName } from '../../../domain/billing/invoice.js'
import { getInvoice } from '../../../domain/billing/invoice-store.js'
import { type NewSeries, planSeries, recurInvoice } from '../../../domain/billing/recur-invoice.js'
import {
  INVOICE_EVERY,
  type InvoiceEvery,
  linesOn,
  nextDay,
  type RecurringInvoice,
} from '../../../domain/billing/recurring-invoice.js'
import { type IsoDate, shortDate } from '../../../lib/dates.js'
import { AppError } from '../../../lib/errors.js'
import { formatMoney, money } from '../../../lib/money.js'
import { dateCell, fieldsWith } from '../cells.js'
import { type Asker, defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, type RecordRef, required, target } from '../params.js'
import { previewOf } from '../preview-hash.js'

type Args = {
  invoice: RecordRef
  every: string
  from?: IsoDate | undefined
  until?: IsoDate | undefined
  as?: string | undefined
}

export default defineCommand({
  name: 'invoice recur',
  summary: 'Repeat an invoice on a schedule: as drafts, or issued at once',
  example: 'invoice recur INV-2026-0042 every:month from:2026-12-01 until:2027-11-30 as:issued',
  params: {
    invoice: target('invoice', 'Like which'),
    every: required('choice', 'Every', { choices: INVOICE_EVERY }),
    from: optional('date', 'First on', { hint: 'By default one interval after it' }),
    until: optional('date', 'Until'),
    as: optional('choice', 'As', { choices: ['drafts', 'issued'], hint: 'By default drafts' }),
  },
  needs: 'invoice.write',
  risk: 'consequential',
  preview: async ({ db, scope, asker }, args) => {
    refuseIssuing(asker, args)
    const { source, series } = await inWorkspace(db, scope, async (tx) => planSeries(tx, await inputOf(tx, args)))
    refuseOthers(asker, 'invoice.write', source)
    const second = nextDay(series, series.startsOn)
    const shown = {
      headline: `${series.issues ? 'Issue' : 'Draft'} an invoice like ${invoiceName(source)} every ${series.every}?`,
      fields: fieldsWith([
        ['Customer', args.invoice.title],
        ['Total', { money: money(source.totalMinor, source.currency) }],
        ['First on', { date: series.startsOn }],
        ['Then on', dateCell(second)],
        ['Until', series.endsOn ? { date: series.endsOn } : 'it is stopped'],
        ['Each is', series.issues ? 'numbered and posted on its day' : 'left as a draft'],
      ]),
      sections: [{ title: `The first one, on ${shortDate(series.startsOn)}`, lines: firstLines(series) }],
    }
    return previewOf(shown, 'Set it up', { [args.invoice.id]: source.version })
  },
  run: async ({ asker }, args, tx) => {
    refuseIssuing(asker, args)
    const { source, series } = await recurInvoice(tx, await inputOf(tx, args))
    refuseOthers(asker, 'invoice.write', source)
    return {
      headline: `${series.ref}: an invoice like ${invoiceName(source)} every ${series.every} from ${shortDate(series.startsOn)}`,
      undo: {
        command: 'invoice stop',
        args: { series: series.ref },
        versions: { [`recurring_invoice:${series.id}`]: series.version },
      },
      data: {
        series: series.ref,
        like: invoiceName(source),
        every: series.every,
        from: series.startsOn,
        until: series.endsOn,
        next: series.nextOn,
        as: series.issues ? 'issued' : 'drafts',
      },
    }
  },
})

/** Who may not issue an invoice may not have it issued by itself either. */
function refuseIssuing(asker: Asker, { as }: Args): void {
  if (as === 'issued' && !asker.may('invoice.issue'))
    throw new AppError('forbidden', 'You may draft invoices, not issue them. Leave it at as:drafts.')
}

async function inputOf(tx: Tx, { invoice, every, from, until, as }: Args): Promise<NewSeries> {
  const { issueDate, draftDate } = await getInvoice(tx, invoice.id)
  const date = issueDate ?? draftDate
  const interval = { every: every as InvoiceEvery, startsOn: date, endsOn: null }
  return {
    invoiceId: invoice.id,
    every: interval.every,
    startsOn: from ?? nextDay(interval, date) ?? date,
    endsOn: until ?? null,
    issues: as === 'issued',
  }
}

const firstLines = (series: Pick<RecurringInvoice, 'every' | 'template' | 'startsOn'>): string[] =>
  linesOn(series, series.startsOn).map(({ description, unitPriceMinor, serviceFrom, serviceTo }) => {
    const days = serviceFrom && serviceTo ? `, ${shortDate(serviceFrom)} to ${shortDate(serviceTo)}` : ''
    return `${description}${days}: ${formatMoney(money(unitPriceMinor, series.template.currency))} each`
  })
