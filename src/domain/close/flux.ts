import { addToMonth, type IsoDate, type IsoMonth, monthOf } from '../../lib/dates.js'
import type { Purpose } from '../ledger/account.js'
import type { AccountMovement, MonthlyMovement } from '../ledger/monthly-store.js'
import { monthsBetween } from '../ledger/profit-and-loss.js'

/** What a move must be above to need a word: both of them. */
export type FluxLimits = { aboveMinor: bigint; abovePercent: bigint }

/**
 * An account in a close, null where there is nothing to compare with. Of profit and loss what moved: income is positive, expense negative. Of
 * the balance sheet what it stands at: what is owned is positive, what is owed negative.
 */
export type FluxLine = {
  code: string
  name: string
  nowMinor: bigint
  lastMinor: bigint
  lastYearMinor: bigint | null
  budgetMinor: bigint | null
  /** What it is compared with and far from: last period, last year, budget. Empty: nobody needs to explain it. */
  farFrom: readonly FluxAgainst[]
}

export type FluxAgainst = 'last period' | 'last year' | 'budget'

export type FluxSpans = Record<'now' | 'last' | 'lastYear', { from: IsoMonth; to: IsoMonth }>

/** The months of a close, as many before them, and the same a year ago. */
export function fluxSpans({ startsOn, endsOn }: { startsOn: IsoDate; endsOn: IsoDate }): FluxSpans {
  const [from, to] = [monthOf(startsOn), monthOf(endsOn)]
  const months = monthsBetween(from, to).length
  const back = (by: number) => ({ from: addToMonth(from, -by), to: addToMonth(to, -by) })
  return { now: { from, to }, last: back(months), lastYear: back(12) }
}

/** Whether a close is of a whole year. What is adjusted after its last month (period 13) belongs to it, and to no month of it. */
export const isYear = ({ now: { from, to } }: Pick<FluxSpans, 'now'>): boolean => monthsBetween(from, to).length === 12

type Sides = Record<'now' | 'last' | 'lastYear', readonly MonthlyMovement[]> & { budget: ReadonlyMap<string, bigint> }

/** Each account with its comparisons, in the chart's order. A year ago counts only where the company had books then. */
export function fluxLines({ now, last, lastYear, budget }: Sides, limits: FluxLimits): FluxLine[] {
  const names = new Map([...lastYear, ...last, ...now].map(({ code, name }) => [code, name]))
  const [nows, lasts, years] = [sumsOf(now), sumsOf(last), sumsOf(lastYear)]
  return [...names]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, name]) => {
      const line = {
        code,
        name,
        nowMinor: nows.get(code) ?? 0n,
        lastMinor: lasts.get(code) ?? 0n,
        lastYearMinor: lastYear.length === 0 ? null : (years.get(code) ?? 0n),
        budgetMinor: budget.get(code) ?? null,
      }
      return { ...line, farFrom: farFrom(line, limits) }
    })
}

/** Accounts of the balance sheet that other checks of a close prove, by the bank, the documents, what recurs: nobody needs to say why they moved. */
const PROVED: ReadonlySet<Purpose> = new Set([
  'bank',
  'cash',
  'money-in-transit',
  'suspense',
  'opening-balances',
  'tax-input',
  'tax-output',
  'tax-settlement',
  'prepayments',
  'deferred-revenue',
  'accruals',
  'accumulated-depreciation',
  'retained-earnings',
])

type Standing = Pick<MonthlyMovement, 'code' | 'name'> & {
  isProved: boolean
  at: Record<'now' | 'last' | 'lastYear', bigint>
}

/** Each account of the balance sheet that stands, or stood, at something; `moved` is all there is up to the end of the close. */
export function balanceLines(
  moved: readonly AccountMovement[],
  spans: FluxSpans,
  { banks, limits, budget }: { banks: ReadonlySet<string>; limits: FluxLimits; budget: ReadonlyMap<string, bigint> },
): FluxLine[] {
  const own = moved.filter(({ kind }) => kind !== 'income' && kind !== 'expense')
  const hadBooks = own.some(({ month }) => month <= spans.lastYear.to)
  const lines = [...standings(own, spans, banks).values()].map(({ code, name, isProved, at }) => {
    const line = {
      code,
      name,
      nowMinor: at.now,
      lastMinor: at.last,
      lastYearMinor: hadBooks ? at.lastYear : null,
      budgetMinor: budget.get(code) ?? null,
    }
    return { ...line, farFrom: isProved ? [] : farFrom(line, limits) }
  })
  return lines.filter(
    ({ nowMinor, lastMinor, lastYearMinor, budgetMinor }) =>
      nowMinor !== 0n || lastMinor !== 0n || (lastYearMinor ?? 0n) !== 0n || (budgetMinor ?? 0n) !== 0n,
  )
}

function standings(
  moved: readonly AccountMovement[],
  spans: FluxSpans,
  banks: ReadonlySet<string>,
): ReadonlyMap<string, Standing> {
  const found = new Map<string, Standing>()
  for (const { accountId, code, name, purpose, control, month, movement } of moved) {
    const isProved = control !== null || banks.has(accountId) || (purpose !== null && PROVED.has(purpose))
    const one = found.get(code) ?? { code, name, isProved, at: { now: 0n, last: 0n, lastYear: 0n } }
    for (const side of ['now', 'last', 'lastYear'] as const) if (month <= spans[side].to) one.at[side] += movement
    found.set(code, one)
  }
  return found
}

/** A book's debit is an expense: turned, so that income adds. */
function sumsOf(movements: readonly MonthlyMovement[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { code, movement } of movements) sums.set(code, (sums.get(code) ?? 0n) - movement)
  return sums
}

function farFrom(line: Omit<FluxLine, 'code' | 'name' | 'farFrom'>, limits: FluxLimits): FluxAgainst[] {
  const sides: [FluxAgainst, bigint | null][] = [
    ['last period', line.lastMinor],
    ['last year', line.lastYearMinor],
    ['budget', line.budgetMinor],
  ]
  return sides.flatMap(([name, minor]) => (minor !== null && isFar(line.nowMinor, minor, limits) ? [name] : []))
}

const size = (minor: bigint): bigint => (minor < 0n ? -minor : minor)

/** Above the amount, and above the percentage of what it is compared with; from nothing any percentage is passed. */
function isFar(now: bigint, then: bigint, { aboveMinor, abovePercent }: FluxLimits): boolean {
  const moved = size(now - then)
  return moved > aboveMinor && moved * 100n > size(then) * abovePercent
}
