import { shortDate } from '../../../lib/dates.js'
import { formatMoney } from '../../../lib/money.js'
import type { Cell } from '../../../lib/table.js'
import { escape } from './mrkdwn.js'

/** A cell as plain text: table cells are not mrkdwn. */
export function plainCell(cell: Cell | undefined, zone: string): string {
  if (cell === null || cell === undefined) return '–'
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return cell.toLocaleString('en-US')
  if ('money' in cell) return formatMoney(cell.money)
  if ('date' in cell) return shortDate(cell.date)
  if ('at' in cell)
    return cell.at.toLocaleString('en-GB', {
      timeZone: zone,
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    })
  if ('percent' in cell) return `${cell.percent} %`
  if ('person' in cell) return cell.person
  return `${cell.ref} ${cell.title}`
}

/** A cell as mrkdwn, with mentions that notify nobody (names, not `<@U…>`: a list must not wake people). */
export const markedCell = (cell: Cell | undefined, zone: string): string => escape(plainCell(cell, zone))
