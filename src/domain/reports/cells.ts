import { minorDigits, money } from '../../lib/money.js'
import type { Cell, Column } from '../../lib/table.js'

export const text = (key: string, label: string): Column => ({ key, label, type: 'text' })
export const number = (key: string, label: string): Column => ({ key, label, type: 'number' })
export const amount = (key: string, label: string): Column => ({ key, label, type: 'money' })
export const percent = (key: string, label: string): Column => ({ key, label, type: 'percent' })
export const day = (key: string, label: string): Column => ({ key, label, type: 'date' })

/** Cells of one currency. */
export const cellsIn = (currency: string) => ({
  /** An amount, also when it is nothing. */
  amount: (minor: bigint): Cell => ({ money: money(minor, currency) }),
  /** An amount, and nothing where there is none: for columns in which most rows have none. */
  some: (minor: bigint): Cell => (minor === 0n ? null : { money: money(minor, currency) }),
  /** For charts only: in major units. */
  major: (minor: bigint): number => Number(minor) / 10 ** minorDigits(currency),
})

/** How much more or less than before, in percent to one place; null where there was nothing before. */
export function changeOf(now: bigint, before: bigint): Cell {
  if (before === 0n) return null
  const size = before < 0n ? -before : before
  return { percent: Number(((now - before) * 1000n) / size) / 10 }
}

/** A part of a whole in percent to one place; null of nothing. */
export const shareOf = (part: bigint | number, whole: bigint | number): Cell =>
  Number(whole) === 0 ? null : { percent: Math.round((Number(part) / Number(whole)) * 1000) / 10 }

export const dayCell = (date: string | null): Cell => (date === null ? null : { date })

/** A half more than nothing, in one place: hours and days as people say them. */
export const rounded = (value: number | null): Cell => (value === null ? null : Math.round(value * 10) / 10)

/** How many there are of each, in the order in which they come: what a chart of records shows. */
export function tallied<T>(items: readonly T[], of: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(of(item), (counts.get(of(item)) ?? 0) + 1)
  return counts
}

export const total = <T>(items: readonly T[], of: (item: T) => bigint): bigint =>
  items.reduce((sum, item) => sum + of(item), 0n)

/** A value that a question's records have, as a condition of it: those without one where it is null. */
export const having = (field: string, value: string | null): string =>
  `${field}:${value === null ? 'none' : quoted(value)}`

/** As a word of a command: quoted, whatever is in it. */
export const quoted = (words: string): string => `"${words.replaceAll('"', '\\"')}"`
