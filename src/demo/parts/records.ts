import type { IsoDate } from '../../lib/dates.js'

/** How a customer pays: days after the due date, and how often it stays away altogether. */
export type PaymentHabit = 'prompt' | 'late' | 'very-late'

export type DemoCustomer = {
  key: string
  name: string
  domain: string
  address: { street: string; city: string; postcode: string; country: string }
  termsDays: number
  currency: 'GBP' | 'EUR' | 'USD'
  source: string
  owner: string
  habit: PaymentHabit
}

export type DemoPerson = { key: string; customer: string; name: string; title: string; email: string }

export type DemoDeal = {
  key: string
  title: string
  customer: string
  contact: string
  owner: string
  /** Minor units of the customer's currency. */
  amountMinor: bigint
  currency: string
  createdOn: IsoDate
  /** Later stages with the day they were reached, in order. */
  moves: readonly { stage: string; on: IsoDate }[]
  expectedClose: IsoDate
  outcome: { kind: 'won'; on: IsoDate; reason: string } | { kind: 'lost'; on: IsoDate; reason: string } | null
  nextStep: string | null
  notes: readonly { on: IsoDate; body: string }[]
}

export type DemoInvoice = {
  key: string
  customer: string
  deal: string | null
  date: IsoDate
  lines: readonly { description: string; quantity: number; unitMinor: bigint }[]
  /** Null: still a draft. */
  issued: boolean
  /** Share of the total in percent, oldest first; together at most 100. */
  payments: readonly { on: IsoDate; percent: number }[]
}

/** An entry of the books outside invoices: debit positive, credit negative, minor units; accounts by their purpose. */
export type DemoEntry = {
  key: string
  date: IsoDate
  memo: string
  postings: readonly { purpose: string; minor: bigint; department?: string }[]
}

/** One mail as it lies in a mailbox of ours: sent by us (folder Sent) or received (Inbox). */
export type DemoMail = {
  messageId: string
  inReplyTo: string | null
  /** All ids before it in its thread, oldest first. */
  references: readonly string[]
  from: { name: string; address: string }
  to: { name: string; address: string }
  subject: string
  text: string
  /** UTC. */
  at: Date
  mailbox: string
  folder: 'INBOX' | 'Sent'
}
