import { divideRounded, formatMoney, money, runningValues } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'
import { type Discount, NO_DISCOUNT } from './document-discount.js'
import type { Charge } from './invoice-amounts.js'
import type { InvoiceLine } from './invoice-line.js'

/** What is to be credited: all that is left, some lines by their position, or a net amount spread as the invoice is. */
export type Credited = { positions: readonly number[] } | { netMinor: bigint } | 'rest'

/** A line of a credit note before it has an id. */
export type CreditLine = Omit<InvoiceLine, 'id' | 'position' | 'netMinor' | 'taxMinor' | 'allowanceMinor'>

/** What a credit note says: its lines, and what is taken off them as a whole. */
export type CreditContent = { lines: readonly CreditLine[]; discount: Discount }

type Share = { accountId: string; department: string | null; tax: Charge['tax']; netMinor: bigint }

/**
 * The lines of a credit note: they mirror the invoice's accounts and tax codes, and never credit more of one than the invoice and
 * its earlier credit notes leave. `earlier` are the lines of those.
 */
export function creditLines(
  invoice: Credible & Discount,
  earlier: readonly Share[],
  wanted: Credited,
): Result<CreditContent> {
  const left = leftOf(invoice.lines, earlier)
  const whole = left.reduce((sum, { netMinor }) => sum + netMinor, 0n)
  const text = (minor: bigint) => formatMoney(money(minor, invoice.currency))
  if (whole <= 0n) return no(`${invoice.name} is credited in full already.`)
  if (wanted === 'rest')
    return ok(earlier.length === 0 ? mirrored(invoice) : plain(left.map((share) => rest(share, invoice.name))))
  if ('netMinor' in wanted) {
    if (wanted.netMinor <= 0n || wanted.netMinor > whole)
      return no(`${invoice.name} has ${text(whole)} net left to credit: ${text(wanted.netMinor)} doesn't fit.`)
    const weights = left.map(({ netMinor }) => netMinor)
    const parts = runningValues(weights, (sum) => divideRounded(wanted.netMinor * sum, whole))
    return ok(
      plain(
        left
          .map((share, i) => rest({ ...share, netMinor: parts[i] ?? 0n }, invoice.name))
          .filter(({ unitPriceMinor }) => unitPriceMinor !== 0n),
      ),
    )
  }
  return chosen(invoice, left, wanted.positions)
}

function chosen(invoice: Credible, left: readonly Share[], positions: readonly number[]): Result<CreditContent> {
  const lines: InvoiceLine[] = []
  for (const position of positions) {
    const line = invoice.lines.find((each) => each.position === position)
    if (!line) return no(`${invoice.name} has no line ${position}; it has ${invoice.lines.length}.`)
    lines.push(line)
  }
  for (const share of added(lines)) {
    const most = left.find((each) => keyOf(each) === keyOf(share))?.netMinor ?? 0n
    if (share.netMinor > most)
      return no(
        `Of these lines of ${invoice.name} only ${formatMoney(money(most, invoice.currency))} net is left to credit; give an amount instead of lines.`,
      )
  }
  return ok(plain(lines.map((line) => (line.allowanceMinor === 0n ? copy(line) : afterDiscount(line)))))
}

type Credible = { name: string; currency: string; lines: readonly InvoiceLine[] }

/** The whole invoice with its discount: the same figures, computed the same way. */
const mirrored = ({ lines, discountBp, discountMinor }: Credible & Discount): CreditContent => ({
  lines: lines.map(copy),
  discount: { discountBp, discountMinor },
})

const plain = (lines: readonly CreditLine[]): CreditContent => ({ lines, discount: NO_DISCOUNT })

const copy = ({
  id: _id,
  position: _at,
  netMinor: _net,
  taxMinor: _tax,
  allowanceMinor: _off,
  ...line
}: InvoiceLine): CreditLine => line

/** One of several lines with a share of the invoice's discount: as one piece at what it came to. */
const afterDiscount = (line: InvoiceLine): CreditLine => ({
  ...copy(line),
  description: `${line.description} (after discount)`,
  quantityMilli: 1000n,
  unitPriceMinor: line.netMinor,
  discountBp: 0,
  unit: 'C62',
})

const rest = ({ accountId, department, tax, netMinor }: Share, name: string): CreditLine => ({
  description: `Credit on ${name}${tax ? `, ${tax.name}` : ''}`,
  quantityMilli: 1000n,
  unitPriceMinor: netMinor,
  discountBp: 0,
  tax,
  accountId,
  unit: 'C62',
  department,
  serviceFrom: null,
  serviceTo: null,
})

const keyOf = ({ accountId, department, tax }: Omit<Share, 'netMinor'>): string =>
  `${accountId} ${tax?.id ?? ''} ${department ?? ''}`

function added(lines: readonly Share[]): Share[] {
  const sums = new Map<string, Share>()
  for (const { accountId, department, tax, netMinor } of lines) {
    const key = keyOf({ accountId, department, tax })
    sums.set(key, { accountId, department, tax, netMinor: (sums.get(key)?.netMinor ?? 0n) + netMinor })
  }
  return [...sums.values()]
}

/** What of an invoice's lines its credit notes leave, by account, department and code. */
export const leftOf = (lines: readonly Share[], earlier: readonly Share[]): Share[] =>
  added([...lines, ...earlier.map((line) => ({ ...line, netMinor: -line.netMinor }))]).filter(
    ({ netMinor }) => netMinor !== 0n,
  )
