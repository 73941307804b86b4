import type { InvoiceFilter } from '../../../domain/billing/invoice-list-store.js'
import { counted } from '../../../lib/counted.js'
import type { IsoDate } from '../../../lib/dates.js'
import type { RecordRef } from '../params.js'

export const WHICH = ['open', 'overdue', 'drafts', 'paid', 'disputed', 'credits', 'mine', 'all'] as const

type Words = { which?: string | undefined; company?: RecordRef | undefined }

export type InvoiceQuestion = { filter: InvoiceFilter; say: (count: number) => string }

/** Open invoices and drafts unless the words say which; `mine` are those of the asker's deals and customers. */
export function invoiceQuestion(askerId: string, { which, company }: Words, today: IsoDate): InvoiceQuestion {
  const of = company ? ` for ${company.title}` : ''
  return {
    filter: {
      ...FILTERS[which ?? 'unsettled']?.(today),
      ...(which === 'mine' ? { ownerId: askerId } : {}),
      ...(company ? { companyId: company.id } : {}),
    },
    say: (count) => {
      const noun = NOUNS[which ?? 'unsettled'] ?? ['invoice', 'invoices']
      return `${which === 'mine' ? 'You have' : count === 1 ? 'There is' : 'There are'} ${count === 0 ? `no ${noun[1]}` : counted(count, ...noun)}${of}`
    },
  }
}

const FILTERS: Record<string, (today: IsoDate) => InvoiceFilter> = {
  open: () => ({ kind: 'invoice', statuses: ['issued', 'part_paid'] }),
  overdue: (today) => ({ overdueOn: today }),
  drafts: () => ({ kind: 'invoice', statuses: ['draft'] }),
  paid: () => ({ kind: 'invoice', statuses: ['paid'] }),
  disputed: () => ({ kind: 'invoice', disputed: true, statuses: ['issued', 'part_paid'] }),
  credits: () => ({ kind: 'credit_note' }),
  mine: () => ({ kind: 'invoice', statuses: ['draft', 'issued', 'part_paid'] }),
  unsettled: () => ({ kind: 'invoice', statuses: ['draft', 'issued', 'part_paid'] }),
  all: () => ({ kind: 'invoice' }),
}

const NOUNS: Record<string, [string, string]> = {
  open: ['open invoice', 'open invoices'],
  overdue: ['overdue invoice', 'overdue invoices'],
  drafts: ['draft', 'drafts'],
  paid: ['paid invoice', 'paid invoices'],
  disputed: ['disputed invoice', 'disputed invoices'],
  credits: ['credit note', 'credit notes'],
  mine: ['invoice that is not settled', 'invoices that are not settled'],
  unsettled: ['invoice that is not settled', 'invoices that are not settled'],
}
