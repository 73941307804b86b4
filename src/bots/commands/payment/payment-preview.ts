import { isMoney, methodName } from '../../../domain/billing/payment.js'
import type { PlannedPayment } from '../../../domain/billing/settle.js'
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

/** Every entry that will be posted: the payments', and what was gained or lost by the exchange. */
export const entrySections = (parts: readonly PlannedPayment[], accounts: readonly Account[]): Section[] =>
  parts
    .flatMap(({ entry, allocations }) => [entry, ...allocations.flatMap(({ difference }) => difference ?? [])])
    .map((entry) => ({ title: postingTitle(entry), table: entryTable(entry, accounts) }))

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
