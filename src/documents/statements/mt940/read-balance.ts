import type { IsoDate } from '../../../lib/dates.js'
import { no, ok, type Result } from '../../../lib/result.js'
import { exactMinor } from '../exact-amount.js'
import { isoDate } from '../iso-date.js'
import type { Tag } from './tags.js'

export type Mt940Balance = { minor: bigint; currency: string; date: IsoDate }

/** `C261123EUR1234,56`: credit or debit, the day, the currency, the amount. */
export function readBalance(tag: Tag | undefined): Result<Mt940Balance> {
  if (!tag) return no('is missing')
  const match = /^([CD])(\d{6})([A-Z]{3})([\d.,]+)/.exec(tag.text)
  const [, side = '', day = '', currency = '', amount = ''] = match ?? []
  if (!match) return no(`in line ${tag.line} can't be read: ${tag.text.slice(0, 40)}`)
  const date = dayOf(day)
  const minor = swiftMinor(amount, currency)
  if (date === null) return no(`in line ${tag.line} has no day of the calendar: ${day}`)
  if (!minor.ok) return no(`in line ${tag.line} can't be read: ${minor.problem}`)
  return ok({ minor: side === 'C' ? minor.value : -minor.value, currency, date })
}

/** SWIFT's decimal comma is mandatory and grouping forbidden; some banks group with dots all the same. */
export const swiftMinor = (text: string, currency: string): Result<bigint> =>
  exactMinor(text.replace(/\.(?=.*,)/g, ''), currency)

/** YYMMDD. SWIFT reads 80 to 99 as the last century. */
export const dayOf = (text: string): IsoDate | null =>
  isoDate(`${Number(text.slice(0, 2)) >= 80 ? '19' : '20'}${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}`)
