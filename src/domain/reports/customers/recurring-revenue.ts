import { addToMonth, type IsoDate, type IsoMonth, lastOfMonth } from '../../../lib/dates.js'

/** What a customer pays for a time, as if it were paid by the month; in the base currency. */
export type Contract = {
  companyId: string
  company: string
  from: IsoDate
  /** Null: until somebody stops it. */
  to: IsoDate | null
  monthlyMinor: bigint
}

/** A month's recurring revenue, and why it is another than the month before. `end` = start + added + grown − shrunk − lost. */
export type RecurringMonth = {
  month: IsoMonth
  start: bigint
  added: bigint
  grown: bigint
  shrunk: bigint
  lost: bigint
  end: bigint
  customers: number
}

export const runsOn = ({ from, to }: Contract, day: IsoDate): boolean => from <= day && (to === null || to >= day)

/** What each customer's contracts come to on the last day of a month. */
export function runningAt(contracts: readonly Contract[], month: IsoMonth): ReadonlyMap<string, bigint> {
  const day = lastOfMonth(month)
  const sums = new Map<string, bigint>()
  for (const contract of contracts)
    if (runsOn(contract, day))
      sums.set(contract.companyId, (sums.get(contract.companyId) ?? 0n) + contract.monthlyMinor)
  return sums
}

export function recurringMonths(contracts: readonly Contract[], months: readonly IsoMonth[]): RecurringMonth[] {
  return months.map((month) => {
    const [before, now] = [runningAt(contracts, addToMonth(month, -1)), runningAt(contracts, month)]
    const moved = { added: 0n, grown: 0n, shrunk: 0n, lost: 0n }
    for (const id of new Set([...before.keys(), ...now.keys()])) {
      const [was, is] = [before.get(id) ?? 0n, now.get(id) ?? 0n]
      if (was === 0n) moved.added += is
      else if (is === 0n) moved.lost += was
      else if (is > was) moved.grown += is - was
      else moved.shrunk += was - is
    }
    return { month, start: sum(before), ...moved, end: sum(now), customers: now.size }
  })
}

const sum = (sums: ReadonlyMap<string, bigint>): bigint =>
  [...sums.values()].reduce((total, minor) => total + minor, 0n)

/** A customer whose contracts end soon, or have ended, with nothing that runs on. */
export type Ending = { companyId: string; company: string; ends: IsoDate; monthlyMinor: bigint }

/** The last day of each customer's contracts between two days, if no other runs beyond it. */
export function endings(contracts: readonly Contract[], from: IsoDate, to: IsoDate): Ending[] {
  const byCompany = new Map<string, Contract[]>()
  for (const contract of contracts)
    byCompany.set(contract.companyId, [...(byCompany.get(contract.companyId) ?? []), contract])
  return [...byCompany.values()]
    .flatMap((own): Ending[] => {
      const [first] = own
      if (!first || own.some((each) => each.to === null)) return []
      const ends = own.reduce((last, each) => (each.to !== null && each.to > last ? each.to : last), '')
      if (ends < from || ends > to) return []
      const monthlyMinor = own.filter((each) => each.to === ends).reduce((total, each) => total + each.monthlyMinor, 0n)
      return [{ companyId: first.companyId, company: first.company, ends, monthlyMinor }]
    })
    .sort((a, b) => (a.ends < b.ends ? -1 : 1))
}
