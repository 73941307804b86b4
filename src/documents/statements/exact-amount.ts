import { minorDigits } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'

/**
 * A plain decimal of a file as minor units; its sign may stand on either end. Zeros beyond the currency's digits are dropped; other
 * digits there are a fault of the file, never rounded away.
 */
export function exactMinor(text: string, currency: string): Result<bigint> {
  const match = /^([+-]?)(\d*)(?:[.,](\d*))?([+-]?)$/.exec(text.trim())
  const whole = match?.[2] ?? ''
  const fraction = (match?.[3] ?? '').replace(/0+$/, '')
  if (!match || whole + (match[3] ?? '') === '' || whole.length > 15) return no(`“${text.slice(0, 40)}” is no amount`)
  const digits = minorDigits(currency)
  if (fraction.length > digits) return no(`${text} has more digits than ${currency} has (${digits})`)
  const minor = BigInt(whole + fraction.padEnd(digits, '0'))
  return ok(match[1] === '-' || match[4] === '-' ? -minor : minor)
}
