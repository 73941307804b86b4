import { type CellWords, cellText } from '../../../lib/cell-text.js'
import { formatMoney } from '../../../lib/money.js'
import type { Cell } from '../../../lib/table.js'
import { harmless } from './style.js'

/** A value as plain text. Instants are told in `timeZone`; a record shows its reference and, where there is room, its title. */
export const plainCell = (cell: Cell | undefined, timeZone: string): string => cellText(cell, wordsIn(timeZone))

const wordsIn = (timeZone: string): CellWords => ({
  nothing: '',
  text: harmless,
  number: (value) => value.toLocaleString('en-US', { maximumFractionDigits: 2 }),
  money: formatMoney,
  date: (date) => date,
  // `2026-11-23 14:05`, in the reader's zone.
  at: (at) => new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at),
  percent: (percent) => `${percent}%`,
  record: ({ ref, title }) => harmless(ref === title || ref === '' ? title : `${ref} ${title}`).trim(),
})
