import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { formatMoney, type Money, money } from '../../lib/money.js'
import { getAccountFor } from '../ledger/account-store.js'
import { baseCurrencyOf, inBase, rateOn } from '../ledger/base-rate.js'
import { baseShare, rateBetween } from '../ledger/fx-rate.js'
import { whyClosed } from './allocate.js'
import { getPartyName } from './party-store.js'
import {
  accountOf,
  type DifferenceMethod,
  type Direction,
  type MoneyMethod,
  methodName,
  type Payment,
} from './payment.js'
import { relievedParts } from './relieve.js'
import { type PlannedPayment, type Settling, settle } from './settle.js'
import type { ItemRef, Party, SettlementItem } from './settlement-item.js'
import { lockItems } from './settlement-item-store.js'

export type NewPayment = {
  direction: Direction
  party: Party
  date: IsoDate
  /** In the currency of the documents. */
  amount: Money
  /** What the bank account moved by, where it is kept in another currency. */
  moved?: Money
  /** The bank account's, unless given. */
  accountId?: string
  method?: MoneyMethod
  reference?: string
  /** What it settles, in this order; without an amount as much as is left of the one and open of the other. */
  settle?: readonly (ItemRef & { amountMinor?: bigint })[]
  /** What settles without money, together with it. */
  differences?: readonly NewDifference[]
}

export type NewDifference = {
  method: DifferenceMethod
  of: ItemRef
  amountMinor: bigint
  /** Whether it lessens net and tax under the document's own codes too: the tax is given back, or less of it recovered. */
  relief?: boolean
  accountId?: string
}

type Plan = Settling & { parts: PlannedPayment[]; before: ReadonlyMap<string, SettlementItem> }

/** The money first, then each difference on its document as the money left it. */
export async function planParts(tx: Tx, input: NewPayment): Promise<Plan> {
  const before = await lockItems(tx, [...(input.settle ?? []), ...(input.differences ?? []).map(({ of }) => of)])
  const plan: Plan = { parts: [], before, after: new Map(before), party: await getPartyName(tx, input.party) }
  for (const item of before.values()) {
    const problem = whyClosed(item)
    if (problem) throw refused(problem)
  }
  if (input.amount.minor < 0n || (input.amount.minor === 0n && !input.differences?.length))
    throw refused(`A payment of ${formatMoney(input.amount)} pays nothing. Give an amount above zero.`)
  if (input.amount.minor > 0n) plan.parts.push(await planMoney(tx, input, plan))
  for (const difference of input.differences ?? []) plan.parts.push(await planDifference(tx, input, difference, plan))
  return plan
}

async function planMoney(tx: Tx, input: NewPayment, plan: Plan): Promise<PlannedPayment> {
  const method = input.method ?? 'bank'
  const worth = await worthOf(tx, input)
  const accountId = input.accountId ?? (await getAccountFor(tx, accountOf(method, 'receivable'))).id
  const payment = newPayment(tx, input, { method, accountId, amountMinor: input.amount.minor, ...worth })
  const { moved } = input
  const foreign = moved && moved.currency !== input.amount.currency ? moved : undefined
  return settle(tx, plan, { payment, wanted: input.settle ?? [], moved: foreign })
}

/** What the money was worth in the books: what the account really moved by says it, else the day's rate. */
export async function worthOf(
  tx: Tx,
  { amount, moved, date }: Pick<NewPayment, 'amount' | 'moved' | 'date'>,
): Promise<{ baseMinor: bigint; fxRate: string | null }> {
  const base = await baseCurrencyOf(tx)
  if (amount.currency === base) return { baseMinor: amount.minor, fxRate: null }
  const came = moved ?? amount
  const at = await rateOn(tx, came.currency, date)
  const baseMinor = inBase(came, at)
  return { baseMinor, fxRate: came === amount ? at.rate : rateBetween(amount, baseMinor, base) }
}

/** At what the document's amount is carried at: what is given up was never worth anything else. */
async function planDifference(tx: Tx, input: NewPayment, given: NewDifference, plan: Plan): Promise<PlannedPayment> {
  const { method, amountMinor, of } = given
  const item = plan.after.get(of.id)
  if (!item) throw new Error(`${of.kind} ${of.id} was not loaded`)
  if (amountMinor <= 0n || amountMinor > item.openMinor) {
    const text = (minor: bigint) => formatMoney(money(minor, item.currency))
    throw refused(
      `${item.name} has ${text(item.openMinor)} open${input.amount.minor > 0n ? ' after this payment' : ''}: a ${methodName[method].toLowerCase()} of ${text(amountMinor)} doesn't fit it.`,
    )
  }
  const baseMinor = baseShare(amountMinor, item.openMinor, item.baseOpenMinor)
  const accountId = given.accountId ?? (await getAccountFor(tx, accountOf(method, item.side))).id
  const fxRate = rateBetween(money(amountMinor, item.currency), baseMinor, await baseCurrencyOf(tx))
  const payment = newPayment(tx, input, { method, accountId, amountMinor, baseMinor, fxRate })
  const parts = given.relief && (await relievedParts(tx, item, { minor: amountMinor, baseMinor, accountId }))
  return settle(tx, plan, { payment, wanted: [{ ...of, amountMinor }], ...(parts ? { parts } : {}) })
}

const newPayment = (
  tx: Tx,
  { direction, party, date, amount, reference }: NewPayment,
  given: Pick<Payment, 'method' | 'accountId' | 'amountMinor' | 'baseMinor' | 'fxRate'>,
): Payment => ({
  id: tx.newId(),
  ref: '',
  direction,
  date,
  currency: amount.currency,
  ...given,
  unappliedMinor: given.amountMinor,
  baseUnappliedMinor: given.baseMinor,
  reference: reference ?? null,
  companyId: party.companyId ?? null,
  staffId: party.staffId ?? null,
})
