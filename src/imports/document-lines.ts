import { formatMoney, money } from '../lib/money.js'
import { type ImportRow, RowFault } from './define-import.js'
import { amountOf } from './each-record.js'

/** Above zero as its document is; `account` as the file names it. */
export type ReadLine = {
  description: string | null
  account: string | null
  taxCode: string | null
  netMinor: bigint
  taxMinor: bigint
}

/** What every row of a document says of the whole of it. */
const HEAD = ['party', 'date', 'due', 'currency', 'total', 'open', 'paid', 'status'] as const

/** Rows of one number that contradict each other are no one document. Throws `RowFault`. */
export function requireOneHead(rows: readonly ImportRow[]): void {
  const [first] = rows
  for (const field of HEAD) {
    const other = rows.find(({ values }) => values[field] !== first?.values[field])
    if (other)
      throw new RowFault(field, other.values[field], `Row ${first?.row} of the same document says another ${field}.`)
  }
}

type Whole = { totalMinor: bigint; taxMinor: bigint; sign: bigint }

/**
 * The lines of a document that has a row for each, net: some systems write them with their tax and some without, which the total
 * decides. None where the file has no lines. Throws `RowFault` where they do not come to the total.
 */
export function readLines(rows: readonly ImportRow[], currency: string, whole: Whole): ReadLine[] {
  const { totalMinor, taxMinor, sign } = whole
  const said = rows.flatMap(({ values }) => {
    const line = amountOf(values, 'line', currency)
    const tax = amountOf(values, 'linetax', currency)?.minor ?? 0n
    return line ? [{ values, minor: sign * line.minor, taxMinor: sign * tax }] : []
  })
  if (said.length === 0) return []
  const sum = said.reduce((total, { minor }) => total + minor, 0n)
  const taxes = said.reduce((total, each) => total + each.taxMinor, 0n)
  const isGross = sum === totalMinor && taxes !== 0n
  if (!isGross && sum !== totalMinor - taxMinor)
    throw new RowFault(
      'line',
      null,
      `Its lines come to ${formatMoney(money(sum, currency))}; its total is ${formatMoney(money(totalMinor, currency))}, with ${formatMoney(money(taxMinor, currency))} of tax.`,
    )
  return said.map(({ values, minor, taxMinor: tax }) => ({
    description: values['description'] ?? null,
    account: values['account'] ?? null,
    taxCode: values['taxcode'] ?? null,
    netMinor: isGross ? minor - tax : minor,
    taxMinor: tax,
  }))
}
