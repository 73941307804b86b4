import { toDecimal } from '../../lib/money.js'
import { isMoney } from './read-params.js'

/** How values of a reply's data stand in JSON: an amount is `{amount: "12.50", currency: "EUR"}` wherever one stands. */
export function jsonValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  return isMoney(value) ? { amount: toDecimal(value), currency: value.currency } : value
}
