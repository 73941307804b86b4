import type { Tx } from '../../db/in-workspace.js'
import { draftInvoice } from '../../domain/billing/draft-invoice.js'
import { issueInvoice } from '../../domain/billing/issue-invoice.js'
import { payInvoice } from '../../domain/billing/pay-invoice.js'
import type { Purpose } from '../../domain/ledger/account.js'
import { getAccountFor } from '../../domain/ledger/account-store.js'
import type { NewEntry } from '../../domain/ledger/entry.js'
import { postEntries } from '../../domain/ledger/post-entries.js'
import type { IsoDate } from '../../lib/dates.js'
import { money } from '../../lib/money.js'
import type { DemoEntry, DemoInvoice } from '../parts/records.js'
import { dayByDay, idOf, type Loading } from './context.js'

type Happening = { on: IsoDate; order: number; happen: (tx: Tx) => Promise<unknown> }

/** Fourteen months of entries, invoices and payments, in the order in which they happened. */
export async function loadBooks(loading: Loading): Promise<void> {
  const { company } = loading
  const happenings: Happening[] = [
    ...company.entries.map((entry) => ({ on: entry.date, order: 0, happen: (tx: Tx) => post(tx, entry) })),
    ...company.invoices.flatMap((invoice) => livesOf(loading, invoice)),
  ]
  await dayByDay(
    loading,
    happenings.toSorted((a, b) => a.order - b.order),
    (each) => each.on,
    async (tx, each) => {
      await each.happen(tx)
    },
  )
}

function livesOf({ ids, company }: Loading, invoice: DemoInvoice): Happening[] {
  // What is a draft yet was written last, whatever day it bears: its number is then the same on any day, and the README names it.
  const on = invoice.issued ? invoice.date : company.calendar.today
  const drafted: Happening = { on, order: 1, happen: (tx) => draft(tx, ids, invoice) }
  if (!invoice.issued) return [drafted]
  return [
    drafted,
    { on: invoice.date, order: 2, happen: (tx) => issueInvoice(tx, idOf(ids, invoice.key), invoice.date) },
    ...invoice.payments.map((payment, index) => ({
      on: payment.on,
      order: 3 + index,
      happen: (tx: Tx) => pay(tx, ids, invoice, index),
    })),
  ]
}

async function draft(tx: Tx, ids: Map<string, string>, invoice: DemoInvoice): Promise<void> {
  const made = await draftInvoice(tx, {
    companyId: idOf(ids, invoice.customer),
    draftDate: invoice.date,
    dealId: invoice.deal ? idOf(ids, invoice.deal) : null,
    ownerId: idOf(ids, 'daniel'),
    lines: invoice.lines.map((line) => ({
      description: line.description,
      unitPriceMinor: line.unitMinor,
      quantityMilli: BigInt(line.quantity) * 1000n,
    })),
  })
  ids.set(invoice.key, made.id)
  ids.set(`${invoice.key}:total`, String(made.totalMinor))
}

/** The last part of a payment is whatever is still open, so that no penny is left. */
async function pay(tx: Tx, ids: ReadonlyMap<string, string>, invoice: DemoInvoice, index: number): Promise<void> {
  const payment = invoice.payments[index]
  if (!payment) return
  const total = BigInt(idOf(ids, `${invoice.key}:total`))
  const isLast =
    invoice.payments.reduce((sum, each) => sum + each.percent, 0) === 100 && index === invoice.payments.length - 1
  await payInvoice(tx, {
    invoiceId: idOf(ids, invoice.key),
    date: payment.on,
    ...(isLast ? {} : { amount: money((total * BigInt(payment.percent)) / 100n, 'GBP') }),
  })
}

async function post(tx: Tx, entry: DemoEntry): Promise<void> {
  const postings: NewEntry['postings'][number][] = []
  for (const posting of entry.postings) {
    const account = await getAccountFor(tx, posting.purpose as Purpose)
    postings.push({
      accountId: account.id,
      amount: money(posting.minor, 'GBP'),
      ...(posting.department ? { department: posting.department } : {}),
    })
  }
  await postEntries(tx, [
    {
      id: tx.newId(),
      date: entry.date,
      source: 'manual',
      memo: entry.memo,
      idempotencyKey: `demo:${entry.key}`,
      postings,
    },
  ])
}
