import type { IsoDate } from '../lib/dates.js'
import { type Money, toDecimal } from '../lib/money.js'

/** `1,234.50`, without the currency: for columns whose head names it. A true minus sign, so that columns align. */
export function figure(minor: bigint, currency: string): string {
  const [whole = '', fraction] = toDecimal({ minor: minor < 0n ? -minor : minor, currency }).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${minor < 0n ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** `EUR 1,234.50`. The space doesn't break. */
export const amount = ({ minor, currency }: Money): string => `${currency}\u00a0${figure(minor, currency)}`

/** Thousandths of a unit as people write them: 1500 is `1.5`. */
export function quantity(milli: bigint): string {
  const size = milli < 0n ? -milli : milli
  const fraction = (size % 1000n).toString().padStart(3, '0').replace(/0+$/, '')
  const whole = (size / 1000n).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  return `${milli < 0n ? '−' : ''}${whole}${fraction && `.${fraction}`}`
}

/** Basis points: 1900 is `19 %`. */
export const percent = (basisPoints: number): string => `${basisPoints / 100}\u00a0%`

/** `23 November 2026`: no reader takes the day for the month. */
export const longDate = (date: IsoDate): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )
