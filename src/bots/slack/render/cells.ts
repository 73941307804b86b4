import { type CellWords, cellText } from '../../../lib/cell-text.js'
import { shortDate } from '../../../lib/dates.js'
import { formatMoney } from '../../../lib/money.js'
import { remembered } from '../../../lib/remembered.js'
import type { Cell } from '../../../lib/table.js'
import { escape } from './mrkdwn.js'

/** A cell as plain text: table cells are not mrkdwn. */
export const plainCell = (cell: Cell | undefined, zone: string): string => cellText(cell, wordsIn(zone))

/** Making one of these takes longer than everything else about a cell. */
const timesIn = remembered(
  (timeZone) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
)
const numbers = new Intl.NumberFormat('en-US')

const wordsIn = (timeZone: string): CellWords => ({
  nothing: '–',
  text: (text) => text,
  number: (value) => numbers.format(value),
  money: formatMoney,
  date: shortDate,
  at: (at) => timesIn(timeZone).format(at),
  percent: (percent) => `${percent} %`,
  record: ({ ref, title }) => `${ref} ${title}`,
})

/** A cell as mrkdwn, with mentions that notify nobody (names, not `<@U…>`: a list must not wake people). */
export const markedCell = (cell: Cell | undefined, zone: string): string => escape(plainCell(cell, zone))
