import { addToMonth, type IsoDate, type IsoMonth, monthOf } from '../../lib/dates.js'
import type { MonthlyMovement } from '../ledger/monthly-store.js'
import { monthsBetween } from '../ledger/profit-and-loss.js'

/** What a move must be above to need a word: both of them. */
export type FluxLimits = { aboveMinor: bigint; abovePercent: bigint }

/** An account of profit and loss in a close; income is positive, expense negative, null where there is nothing to compare with. */
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
