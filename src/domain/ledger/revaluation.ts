import { addDays, type IsoMonth, lastOfMonth } from '../../lib/dates.js'
import { money } from '../../lib/money.js'
import type { AccountKind, Control, Purpose } from './account.js'
import { type NewEntry, type PostedEntry, reversalOf } from './entry.js'
import { toBase } from './fx-rate.js'

/** What an account holds in one foreign currency at the end of a month: in that currency, and as the books carry it. */
export type ForeignBalance = {
  accountId: string
  /** Code and name. */
  account: string
  kind: AccountKind
  control: Control | null
  purpose: Purpose | null
  /** Whether somebody said that it is money; null: nobody did. */
  monetary: boolean | null
  /** Whether an account at a bank is kept on it. */
  atBank: boolean
  currency: string
  amountMinor: bigint
  baseMinor: bigint
}

/** The companion account that takes a difference, so that a control account keeps carrying the documents' own rates. */
export type Companion = Extract<Purpose, 'receivable-revaluation' | 'payable-revaluation' | 'cash-revaluation'>

/** What a companion stands for, in words. */
export const HELD: Readonly<Record<Companion, string>> = {
  'receivable-revaluation': 'receivables',
  'payable-revaluation': 'payables and loans',
  'cash-revaluation': 'cash and claims',
}

/** Per companion and currency: what is held, what the books carry (earlier revaluations of the month included), what it is worth. */
export type Revaluation = {
  companion: Companion
  currency: string
  rate: string
  amountMinor: bigint
  carriedMinor: bigint
  worthMinor: bigint
  /** Worth less carried: what is to be posted. */
  differenceMinor: bigint
}

/** What is no claim to money keeps the rate of its day (IAS 21.23): income not yet earned, costs paid ahead, things. */
const NOT_MONETARY: ReadonlySet<Purpose> = new Set([
  'deferred-revenue',
  'prepayments',
  'equipment',
  'accumulated-depreciation',
])

const COMPANIONS: ReadonlySet<Purpose> = new Set(['receivable-revaluation', 'payable-revaluation', 'cash-revaluation'])

type Held = Pick<ForeignBalance, 'kind' | 'control' | 'purpose' | 'monetary' | 'atBank'>

/** An asset that no purpose, no bank and nobody calls money: a van, a deposit or a loan to somebody, which only people can tell apart. */
export const isUnsaid = ({ kind, control, purpose, monetary, atBank }: Held): boolean =>
  kind === 'asset' && control === null && purpose === null && monetary === null && !atBank

/** Whose difference it is; null for an account that is not revalued. */
export function companionOf(balance: Held): Companion | null {
  const { kind, control, purpose, monetary } = balance
  if (purpose !== null && COMPANIONS.has(purpose)) return purpose as Companion
  if (kind !== 'asset' && kind !== 'liability') return null
  if (!(monetary ?? !((purpose !== null && NOT_MONETARY.has(purpose)) || isUnsaid(balance)))) return null
  if (control === 'receivable') return 'receivable-revaluation'
  return kind === 'liability' ? 'payable-revaluation' : 'cash-revaluation'
}

/** What to say of assets that were left out. */
export const leftOut = (balances: readonly ForeignBalance[]): string[] =>
  [...new Set(balances.filter(isUnsaid).map(({ account }) => account))].map(
    (account) =>
      `${account} is no money, so it keeps the worth of its day. If it is: account set ${account.split(' ')[0]} monetary:yes`,
  )

/** Compares what is carried with what it is worth at the closing rates. `rates` has one for every currency. */
export function revalue(
  balances: readonly ForeignBalance[],
  rates: ReadonlyMap<string, string>,
  baseCurrency: string,
): Revaluation[] {
  const groups = new Map<string, Revaluation>()
  for (const balance of balances) {
    const companion = companionOf(balance)
    if (companion === null || balance.currency === baseCurrency) continue
    const { currency } = balance
    const key = `${companion} ${currency}`
    const rate = rates.get(currency) ?? ''
    const so = groups.get(key) ?? {
      companion,
      currency,
      rate,
      amountMinor: 0n,
      carriedMinor: 0n,
      worthMinor: 0n,
      differenceMinor: 0n,
    }
    groups.set(key, {
      ...so,
      amountMinor: so.amountMinor + balance.amountMinor,
      carriedMinor: so.carriedMinor + balance.baseMinor,
    })
  }
  return [...groups.values()].map((group) => {
    const worthMinor = toBase(money(group.amountMinor, group.currency), group.rate, baseCurrency) ?? group.carriedMinor
    return { ...group, worthMinor, differenceMinor: worthMinor - group.carriedMinor }
  })
}

/** The differences at the month's end, and the entry that takes them back on the next day. Null when there are none. */
export function revaluationEntries(
  revaluations: readonly Revaluation[],
  books: {
    month: IsoMonth
    /** How many revaluations of this month were posted before. */
    earlier: number
    baseCurrency: string
    companions: ReadonlyMap<Companion, string>
    differences: string
    entryId: string
    reversalId: string
  },
): [NewEntry, NewEntry] | null {
  const moved = revaluations.filter(({ differenceMinor }) => differenceMinor !== 0n)
  if (moved.length === 0) return null
  const date = lastOfMonth(books.month)
  const total = moved.reduce((sum, { differenceMinor }) => sum + differenceMinor, 0n)
  const entry: PostedEntry = {
    id: books.entryId,
    date,
    source: 'revaluation',
    memo: `Revaluation at closing rates, ${books.month}`,
    idempotencyKey: `revaluation:${books.month}:${books.earlier}`,
    postings: [
      ...moved.map(({ companion, currency, differenceMinor }) => ({
        accountId: books.companions.get(companion) ?? '',
        amount: money(0n, currency),
        baseMinor: differenceMinor,
      })),
      { accountId: books.differences, amount: money(-total, books.baseCurrency), baseMinor: -total },
    ],
  }
  return [entry, reversalOf(entry, { id: books.reversalId, date: addDays(date, 1) })]
}
