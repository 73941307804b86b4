import type { IsoDate } from './dates.js'
import type { Money } from './money.js'

/**
 * A value that each face or document formats: money and dates stay typed to the last step. `ref` shows a record by its reference;
 * `running` is a time by its name that has only been up to a day.
 */
export type Cell =
  | string
  | number
  | null
  | { money: Money }
  | { date: IsoDate }
  | { at: Date }
  | { percent: number }
  | { running: string; until: IsoDate }
  | { person: string; slackUserId?: string | null }
  | { ref: string; title: string }

export type Column = {
  key: string
  label: string
  /** How a file that is calculated with calls it, where that is not how people read it: a month by its figures. */
  inFiles?: string
  type: 'text' | 'number' | 'money' | 'date' | 'percent' | 'record' | 'person'
}
export type Row = Readonly<Record<string, Cell>>
export type Table = { columns: readonly Column[]; rows: readonly Row[]; totals?: Row; more?: number }
