import { UNIT_WORDS, unitCode } from '../../domain/billing/unit.js'
import { invalid } from '../../lib/errors.js'
import { fromDecimal } from '../../lib/money.js'

/** Lines as one text, for an Undo alone: amounts as digits, since JSON has no large whole numbers. */
export const linesText = (lines: readonly object[]): string =>
  JSON.stringify(lines, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))

/** The other way. Throws `invalid` for what is no such text. */
export function linesFrom<Line>(text: string): Line[] {
  try {
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === 'string' && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
    ) as Line[]
  } catch {
    throw invalid('These are no lines.')
  }
}

/** Thousandths: KWD is a currency of three places, and a quantity is read as exactly as an amount. */
export const readQuantity = (text: string): bigint => fromDecimal(text, 'KWD').minor

/** The code of a unit that was typed. Throws `invalid` with those there are. */
export function readUnit(unit: string): string {
  const code = unitCode(unit)
  if (!code) throw invalid(`"${unit}" is no unit I know. There are: ${UNIT_WORDS.join(', ')}.`)
  return code
}
