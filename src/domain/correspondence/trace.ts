import type { IsoDate } from '../../lib/dates.js'
import type { Money } from '../../lib/money.js'
import type { Owners } from '../people/owners.js'

/** From the first mail to the line on the bank statement, in this order. */
export const TRACE_ORDER = ['deal', 'quote', 'invoice', 'credit_note', 'bill', 'entry', 'payment', 'bank_line'] as const

export type TraceKind = (typeof TRACE_ORDER)[number]

/** One link of the chain. */
export type TraceStep = {
  kind: TraceKind
  id: string
  /** DEAL-12, INV-2026-0042, JE-381; of an entry that isn't sealed yet null. */
  ref: string | null
  title: string
  date: IsoDate | null
  amount: Money | null
  /** What it stands on: the deal of an invoice, the documents of a payment, what an entry posts, the payment of a bank line. */
  of: readonly string[]
  /** Taken back since: a reversed payment, an allocation that holds no more. */
  undone: boolean
}

export type TraceStart =
  | { dealId: string }
  | { invoiceId: string }
  | { billId: string }
  | { paymentId: string }
  | { entryId: string }
  | { lineId: string }

/** What of the chain somebody may see. */
export type TraceSight = {
  deals: Owners
  quotes: Owners
  invoices: Owners
  bills: Owners
  payments: boolean
  entries: boolean
  /** Entries that touch accounts whose single postings are not for everybody. */
  restricted: boolean
  bankLines: boolean
}

/** The chain in reading order: stage by stage, each by its date; what a payment posted stands behind it. */
export function inOrder(steps: readonly TraceStep[]): TraceStep[] {
  const paid = new Set(steps.flatMap(({ kind, ref }) => (kind === 'payment' && ref !== null ? [ref] : [])))
  const stage = ({ kind, of }: TraceStep): number =>
    TRACE_ORDER.indexOf(kind === 'entry' && of.some((ref) => paid.has(ref)) ? 'payment' : kind)
  return [...steps].sort(
    (a, b) => stage(a) - stage(b) || compare(a.date, b.date) || Number(a.kind === 'entry') - Number(b.kind === 'entry'),
  )
}

const compare = (a: IsoDate | null, b: IsoDate | null): number => (a ?? '9999').localeCompare(b ?? '9999')
