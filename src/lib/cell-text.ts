import { type IsoDate, shortDate } from './dates.js'
import type { Money } from './money.js'
import type { Cell } from './table.js'

/** How one place writes each kind of value. */
export type CellWords = {
  /** For an empty cell. */
  nothing: string
  text(text: string): string
  number(value: number): string
  money(amount: Money): string
  date(date: IsoDate): string
  at(at: Date): string
  percent(percent: number): string
  record(record: { ref: string; title: string }): string
}

/** "2026-11 (until 27 Nov)". */
export const sayRunning = ({ running, until }: { running: string; until: IsoDate }): string =>
  `${running} (until ${shortDate(until).split(' ').slice(0, 2).join(' ')})`

/** A cell as text, in the words of the place that shows it. */
export function cellText(cell: Cell | undefined, words: CellWords): string {
  if (cell === null || cell === undefined) return words.nothing
  if (typeof cell === 'string') return words.text(cell)
  if (typeof cell === 'number') return words.number(cell)
  if ('money' in cell) return words.money(cell.money)
  if ('date' in cell) return words.date(cell.date)
  if ('at' in cell) return words.at(cell.at)
  if ('percent' in cell) return words.percent(cell.percent)
  if ('running' in cell) return words.text(sayRunning(cell))
  if ('person' in cell) return words.text(cell.person)
  return words.record(cell)
}
