import { UNIT_WORDS } from '../../domain/billing/unit.js'
import { invalid } from '../../lib/errors.js'
import type { Money } from '../../lib/money.js'
import { readQuantity, readUnit } from './lines-text.js'
import { optional, required } from './params.js'

/** Which line of a document is meant, of a command that changes one or adds one. */
export const lineNumber = optional('integer', 'Line', { hint: 'Of the line to change; without one a line is added' })
export const lineToDrop = required('integer', 'Line')

/** What deals, quotes and invoices all say of a line's worth. */
export const lineWorth = {
  price: optional('amount', 'Price of one'),
  quantity: optional('text', 'Quantity'),
  unit: optional('text', 'Unit', { hint: UNIT_WORDS.join(', ') }),
  discount: optional('percent', 'Discount'),
}

/** A line as far as its words go: amounts in minor units, quantities in thousandths, discounts in basis points. */
export type WordsOfLine = {
  description?: string
  unitPriceMinor?: bigint
  quantityMilli?: bigint
  unit?: string
  discountBp?: number
}

type Said = { [K in 'text' | 'quantity' | 'unit']: string | undefined } & {
  price: Money | undefined
  discount: number | undefined
}

export const wordsOfLine = ({ text, price, quantity, unit, discount }: Said): WordsOfLine => ({
  ...(text ? { description: text } : {}),
  ...(price ? { unitPriceMinor: price.minor } : {}),
  ...(quantity ? { quantityMilli: readQuantity(quantity) } : {}),
  ...(unit ? { unit: readUnit(unit) } : {}),
  ...(discount === undefined ? {} : { discountBp: Math.round(discount * 100) }),
})

type Line = { description: string; unitPriceMinor: bigint }

/**
 * The lines with the one of this number changed, or without a number with one more, made of `plain` and what was said. Throws
 * `invalid` where there is no such line, and where a new one lacks its text or its price.
 */
export function withLine<L extends Line>(
  lines: readonly L[],
  number: number | undefined,
  words: Partial<L>,
  plain: Omit<L, keyof Line>,
): L[] {
  if (number !== undefined) {
    const old = lineAt(lines, number)
    return lines.map((each) => (each === old ? { ...old, ...words } : each))
  }
  if (!words.description || words.unitPriceMinor === undefined)
    throw invalid('A new line needs product:…, or text:… and price:… To change a line, say its number: number:2')
  return [...lines, { ...plain, ...words } as L]
}

export function withoutLine<L>(lines: readonly L[], number: number): L[] {
  lineAt(lines, number)
  return lines.filter((_, at) => at !== number - 1)
}

function lineAt<L>(lines: readonly L[], number: number): L {
  const found = lines[number - 1]
  if (!found) throw invalid(`There is no line ${number}; there are ${lines.length}.`)
  return found
}
