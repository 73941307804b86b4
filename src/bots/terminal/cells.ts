import { formatMoney } from '../../lib/money.js'
import type { Cell } from '../commands/reply.js'
import { harmless } from './style.js'

/** A value as text. Instants are told in `timeZone`; a record shows its reference and, where there is room, its title. */
export function cellText(cell: Cell | undefined, timeZone: string): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return harmless(cell)
  if (typeof cell === 'number') return cell.toLocaleString('en-US', { maximumFractionDigits: 2 })
  if ('money' in cell) return formatMoney(cell.money)
  if ('date' in cell) return cell.date
  if ('percent' in cell) return `${cell.percent}%`
  if ('person' in cell) return harmless(cell.person)
  if ('at' in cell) return instantText(cell.at, timeZone)
  return cell.ref === cell.title || cell.ref === ''
    ? harmless(cell.title)
    : harmless(`${cell.ref} ${cell.title}`).trim()
}

/** `2026-11-23 14:05`, in the reader's zone. */
function instantText(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone })
  return format.format(at)
}
