import { formatMoney, money } from '../../lib/money.js'
import type { ReadStatement } from './statement.js'

/**
 * Whether opening and lines come to closing. `unknown` where the file tells no opening or no closing balance (OFX, most CSV): then
 * only the statement before can tell.
 */
export type Footing = { footing: 'footed' | 'unfooted' | 'unknown'; differenceMinor: bigint; note: string | null }

/** The difference is closing less what opening and lines come to: above zero, money came in that no line tells of. */
export function footingOf(statement: ReadStatement): Footing {
  const { openingMinor, closingMinor, lines, notes } = statement
  const currency = statement.currency ?? 'XXX'
  if (openingMinor === null || closingMinor === null)
    return { footing: 'unknown', differenceMinor: 0n, note: notes.join(' ') || null }
  const sum = lines.reduce((total, line) => total + line.amountMinor, 0n)
  const differenceMinor = closingMinor - openingMinor - sum
  if (differenceMinor === 0n) return { footing: 'footed', differenceMinor, note: notes.join(' ') || null }
  const say = (minor: bigint) => formatMoney(money(minor, currency))
  const suspects = suspectsOf(statement, differenceMinor)
  const note = `Opening ${say(openingMinor)} and ${lines.length} lines of ${say(sum)} come to ${say(openingMinor + sum)}; it closes with ${say(closingMinor)}: ${say(differenceMinor)} off.`
  return { footing: 'unfooted', differenceMinor, note: [note, ...suspects, ...notes].join(' ') }
}

/** Where the difference may sit: a line that is there twice is too much, one with the wrong sign counts double. */
function suspectsOf({ lines, currency }: ReadStatement, difference: bigint): string[] {
  const say = (minor: bigint) => formatMoney(money(minor, currency ?? 'XXX'))
  const at = (wanted: bigint) => lines.findIndex((line) => line.amountMinor === wanted)
  const tooMuch = at(-difference)
  if (tooMuch >= 0)
    return [`Line ${tooMuch + 1} (${say(-difference)}) is just that much: it may be there once too often.`]
  const turned = difference % 2n === 0n ? at(-difference / 2n) : -1
  return turned >= 0 ? [`Line ${turned + 1} (${say(-difference / 2n)}) with its sign turned would make it right.`] : []
}
