import { isMoney, methodName } from '../../../domain/billing/payment.js'
import { entriesOf, type PlannedPayment } from '../../../domain/billing/settle.js'
import type { ItemKind, SettlementItem } from '../../../domain/billing/settlement-item.js'
import type { Account } from '../../../domain/ledger/account.js'
import { money } from '../../../lib/money.js'
import type { Versions } from '../define-command.js'
import { entryTable, postingTitle } from '../invoice/posting-table.js'
import type { Cell, Section } from '../reply.js'

/** What settles without money, a field each: "Discount 30.00 EUR". */
export const differenceFields = ({ parts }: { parts: readonly PlannedPayment[] }): [string, Cell][] =>
  parts.flatMap(({ payment }): [string, Cell][] =>
    isMoney(payment.method)
      ? []
      : [[methodName[payment.method], { money: money(payment.amountMinor, payment.currency) }]],
  )

/** What is due on receipt of what is held on account, in the currency of the books. */
export const advanceFields = ({ parts }: { parts: readonly PlannedPayment[] }, base: string): [string, Cell][] =>
  parts.flatMap(({ advance }): [string, Cell][] =>
    advance?.entry ? [['Tax on it, due now', { money: money(advance.taxMinor, base) }]] : [],
  )

/** Every entry that will be posted. */
export const entrySections = (parts: readonly PlannedPayment[], accounts: readonly Account[]): Section[] =>
  parts.flatMap(entriesOf).map((entry) => ({ title: postingTitle(entry), table: entryTable(entry, accounts) }))

const TABLES: Record<ItemKind, string> = {
  invoice: 'invoice',
  credit_note: 'invoice',
  bill: 'bill',
  bill_credit: 'bill',
  payment: 'payment',
}

/** What a confirmation is bound to: every document that was read. */
export const versionsOf = (items: ReadonlyMap<string, SettlementItem>): Versions =>
  Object.fromEntries([...items.values()].map(({ kind, id, version }) => [`${TABLES[kind]}:${id}`, version]))

/** What an undo is bound to: the documents as this change has left them, each written once. */
export const versionsAfter = (items: ReadonlyMap<string, SettlementItem>): Versions =>
  Object.fromEntries([...items.values()].map(({ kind, id, version }) => [`${TABLES[kind]}:${id}`, version + 1]))
