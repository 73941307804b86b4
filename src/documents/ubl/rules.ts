import { divideRounded, formatMoney, minorDigits } from '../../lib/money.js'
import type { EInvoice, ELine, ETaxCategory } from './e-invoice.js'

/** A rule of EN 16931 that a document breaks, with what it says and what it should. */
export type Broken = { rule: string; problem: string }

/**
 * The rules of EN 16931-1 by which a document's figures must agree with each other (BR-CO-10 to BR-CO-18), with those about what
 * must be there. Empty: it can be booked as it stands. All broken ones are told, not only the first.
 */
export const checkEInvoice = (invoice: EInvoice): Broken[] => [
  ...checkPresence(invoice),
  ...checkTotals(invoice),
  ...checkTaxes(invoice),
  ...invoice.lines.flatMap((line) => checkLine(line, invoice.currency)),
]

function checkPresence({
  number,
  lines,
  taxes,
  seller,
  buyer,
  typeCode,
  totals,
  dueDate,
  payment,
}: EInvoice): Broken[] {
  const rules: [string, boolean, string][] = [
    ['BR-02', number !== '', 'It has no number.'],
    ['BR-04', typeCode !== '', 'It doesn’t say what kind of document it is.'],
    ['BR-06', seller.name !== '', 'It doesn’t name the seller.'],
    ['BR-07', buyer.name !== '', 'It doesn’t name the buyer.'],
    ['BR-09', seller.address.country !== null, 'The seller’s address has no country.'],
    ['BR-11', buyer.address.country !== null, 'The buyer’s address has no country.'],
    ['BR-16', lines.length > 0, 'It has no line.'],
    ['BR-CO-18', taxes.length > 0, 'It has no summary of taxes.'],
    [
      'BR-CO-25',
      totals.dueMinor <= 0n || dueDate !== null || payment.terms !== null,
      'It says neither when it is due nor on which terms.',
    ],
  ]
  return rules.filter(([, holds]) => !holds).map(([rule, , problem]) => ({ rule, problem }))
}

function checkTotals({ totals, lines, allowances, taxes, currency }: EInvoice): Broken[] {
  const sum = (minors: readonly bigint[]) => minors.reduce((total, minor) => total + minor, 0n)
  const of = (charge: boolean) => sum(allowances.filter((each) => each.charge === charge).map(({ minor }) => minor))
  const { linesMinor, allowancesMinor, chargesMinor, netMinor, taxMinor, grossMinor } = totals
  return [
    ...equal('BR-CO-10', 'The lines', sum(lines.map((line) => line.netMinor)), 'their sum', linesMinor, currency),
    ...equal('BR-CO-11', 'The allowances', of(false), 'their sum', allowancesMinor, currency),
    ...equal('BR-CO-12', 'The charges', of(true), 'their sum', chargesMinor, currency),
    ...equal(
      'BR-CO-13',
      'Lines less allowances plus charges',
      linesMinor - allowancesMinor + chargesMinor,
      'the total without tax',
      netMinor,
      currency,
    ),
    ...equal(
      'BR-CO-14',
      'The taxes by rate',
      sum(taxes.map((tax) => tax.taxMinor)),
      'the tax in all',
      taxMinor,
      currency,
    ),
    ...equal(
      'BR-CO-15',
      'The total without tax plus the tax',
      netMinor + taxMinor,
      'the total with tax',
      grossMinor,
      currency,
    ),
    ...equal(
      'BR-CO-16',
      'The total less what is paid',
      grossMinor - totals.paidMinor + totals.roundingMinor,
      'the amount due',
      totals.dueMinor,
      currency,
    ),
  ]
}

/**
 * BR-CO-17 with each category's own sum (BR-S-08 and its like), and no tax where a category has none. The last credit note of an invoice
 * takes what earlier ones left of its tax: there it may be off by less than one unit of the currency, as the norm's own validation has it.
 */
function checkTaxes(invoice: EInvoice): Broken[] {
  const { currency } = invoice
  return invoice.taxes.flatMap((tax) => {
    const called = `Category ${tax.category}${tax.rate === null ? '' : ` at ${tax.rate} %`}`
    const taxable = taxableUnder(invoice, tax)
    const exact = percentOf(tax.taxableMinor, tax.rate ?? '0')
    const due = isNear(invoice, exact, tax.taxMinor) ? tax.taxMinor : exact
    return [
      ...equal(
        `BR-${tax.category}-08`,
        `${called}: lines, allowances and charges`,
        taxable,
        'what is taxed',
        tax.taxableMinor,
        currency,
      ),
      ...equal(
        'BR-CO-17',
        `${called}: the tax on ${formatMoney({ minor: tax.taxableMinor, currency })}`,
        due,
        'what it says',
        tax.taxMinor,
        currency,
      ),
    ]
  })
}

function isNear({ typeCode, currency }: EInvoice, due: bigint, said: bigint): boolean {
  const [off, unit] = [due - said, 10n ** BigInt(minorDigits(currency))]
  return typeCode === '381' && off < unit && off > -unit
}

function taxableUnder({ lines, allowances }: EInvoice, { category, rate }: ETaxCategory): bigint {
  const same = (tax: ETaxCategory | null) => tax?.category === category && sameRate(tax.rate, rate)
  const charged = lines.filter((line) => same(line.tax)).reduce((sum, line) => sum + line.netMinor, 0n)
  return allowances
    .filter(({ tax }) => same(tax))
    .reduce((sum, { charge, minor }) => (charge ? sum + minor : sum - minor), charged)
}

const sameRate = (one: string | null, other: string | null): boolean => Number(one ?? 0) === Number(other ?? 0)

/** Half away from zero, exact. */
function percentOf(minor: bigint, rate: string): bigint {
  const scaled = scale(rate)
  return divideRounded(minor * scaled.value, 100n * scaled.unit)
}

/** Quantity × price less allowances is the line's net. The norm leaves its rounding open: half a minor unit either way is right. */
function checkLine(line: ELine, currency: string): Broken[] {
  const [quantity, price, per] = [scale(line.quantity.value), scale(line.price), scale(line.priceQuantity ?? '1')]
  if (per.value === 0n) return [{ rule: 'BR-26', problem: `Line ${line.id}: its price is for a quantity of nothing.` }]
  const unit = quantity.unit * price.unit * per.value
  const gross = divideRounded(quantity.value * price.value * per.unit * 10n ** BigInt(minorDigits(currency)), unit)
  const off = line.allowances.reduce((sum, { charge, minor }) => (charge ? sum + minor : sum - minor), 0n)
  const difference = gross + off - line.netMinor
  if (difference >= -1n && difference <= 1n) return []
  return equal(
    'PEPPOL-EN16931-R120',
    `Line ${line.id}: quantity × price`,
    gross + off,
    'its net amount',
    line.netMinor,
    currency,
  )
}

/** A plain decimal as a whole number of its smallest place. */
function scale(text: string): { value: bigint; unit: bigint } {
  const [whole = '0', fraction = ''] = text.trim().split('.')
  return { value: BigInt(`${whole}${fraction}`), unit: 10n ** BigInt(fraction.length) }
}

function equal(rule: string, what: string, found: bigint, named: string, said: bigint, currency: string): Broken[] {
  if (found === said) return []
  const text = (minor: bigint) => formatMoney({ minor, currency })
  return [{ rule, problem: `${what} come to ${text(found)}; ${named} is given as ${text(said)}.` }]
}
