import { addDays, daysBetween, type IsoDate } from '../../lib/dates.js'
import { divideRounded } from '../../lib/money.js'

/** From a day on: thousandths of a per cent a year, over a central bank's rate where one is named. The fee is asked once an invoice. */
export type InterestTerms = {
  validFrom: IsoDate
  referenceMilli: number | null
  pointsMilli: number
  /** The step of the ladder that says it first. */
  fromLevel: number
  feeMinor: bigint
  feeCurrency: string
}

/** What is due, what took of it on which day, and the days between which the customer objected. */
export type Debt = {
  dueDate: IsoDate
  minor: bigint
  settled: readonly { date: IsoDate; minor: bigint }[]
  disputed: readonly { from: IsoDate; to: IsoDate | null }[]
}

const DAYS_OF_A_YEAR = 365n
const MILLI_PER_WHOLE = 100_000n

export const rateMilli = ({ referenceMilli, pointsMilli }: InterestTerms): number => (referenceMilli ?? 0) + pointsMilli

/** Those of a day; `terms` in order of their days. */
export const termsOn = (terms: readonly InterestTerms[], day: IsoDate): InterestTerms | null =>
  terms.findLast(({ validFrom }) => validFrom <= day) ?? null

/** A day bears interest on what was open as it began: the day of a payment still does, a day that began disputed doesn't. */
export function bearing({ minor, settled, disputed }: Debt, day: IsoDate): bigint {
  if (disputed.some(({ from, to }) => from < day && (to === null || day <= to))) return 0n
  const open = settled.reduce((left, each) => (each.date < day ? left - each.minor : left), minor)
  return open > 0n ? open : 0n
}

/** Simple interest from the day after the due date up to and with `through`, by actual days of 365, rounded once. */
export function accruedInterest(debt: Debt, terms: readonly InterestTerms[], through: IsoDate): bigint {
  const days = turningDays(debt, terms, through)
  let sum = 0n
  for (const [at, from] of days.slice(0, -1).entries()) {
    const current = termsOn(terms, from)
    if (current === null) continue
    sum += bearing(debt, from) * BigInt(rateMilli(current)) * BigInt(daysBetween(from, days[at + 1] ?? from))
  }
  return divideRounded(sum, DAYS_OF_A_YEAR * MILLI_PER_WHOLE)
}

/** The days on which something is another than the day before, the first that bears interest and the one after the last with them. */
function turningDays(debt: Debt, terms: readonly InterestTerms[], through: IsoDate): IsoDate[] {
  const [first, end] = [addDays(debt.dueDate, 1), addDays(through, 1)]
  const within = [
    ...debt.settled.map(({ date }) => addDays(date, 1)),
    ...debt.disputed.flatMap(({ from, to }) => [addDays(from, 1), ...(to === null ? [] : [addDays(to, 1)])]),
    ...terms.map(({ validFrom }) => validFrom),
  ].filter((day) => first < day && day < end)
  return first < end ? [...new Set([first, ...within, end])].sort() : []
}

/** "9 %", or "2.27 + 9 % = 11.27 %". */
export function rateInWords(terms: InterestTerms): string {
  const percent = (milli: number) => String(milli / 1000)
  return terms.referenceMilli === null
    ? `${percent(terms.pointsMilli)} %`
    : `${percent(terms.referenceMilli)} + ${percent(terms.pointsMilli)} % = ${percent(rateMilli(terms))} %`
}
