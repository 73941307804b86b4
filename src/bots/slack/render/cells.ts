import { type CellWords, cellText } from '../../../lib/cell-text.js'
import { shortDate, shortTime } from '../../../lib/dates.js'
import { formatMoney } from '../../../lib/money.js'
import { remembered } from '../../../lib/remembered.js'
import type { Cell } from '../../../lib/table.js'
import { escape } from './mrkdwn.js'

/** The reader's time zone; null for readers in several: each is shown their own where Slack can do that, and UTC with its name where it can't. */
export type Zone = string | null

/** A cell as plain text: table cells are not mrkdwn. */
export const plainCell = (cell: Cell | undefined, zone: Zone): string =>
  cellText(cell, zone === null ? WORDS : wordsOf(zone))

const numbers = new Intl.NumberFormat('en-US')

const WORDS: CellWords = {
  nothing: '–',
  text: (text) => text,
  number: (value) => numbers.format(value),
  money: formatMoney,
  date: shortDate,
  at: (at) => `${shortTime('UTC', at)} UTC`,
  percent: (percent) => `${percent} %`,
  record: ({ ref, title }) => `${ref} ${title}`,
}
const wordsOf = remembered((zone): CellWords => ({ ...WORDS, at: (at) => shortTime(zone, at) }))

/** A cell as mrkdwn, with mentions that notify nobody (names, not `<@U…>`: a list must not wake people). */
export const markedCell = (cell: Cell | undefined, zone: Zone): string =>
  zone === null && cell !== null && typeof cell === 'object' && 'at' in cell
    ? eachTheirs(cell.at, plainCell(cell, zone))
    : escape(plainCell(cell, zone))

/** A time that Slack shows everybody in their own zone (docs: "Formatting text", date formatting). */
const eachTheirs = (at: Date, otherwise: string): string =>
  `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${otherwise}>`
