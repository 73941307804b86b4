import { minorDigits } from '../../lib/money.js'
import { names, saidIn } from './named-items.js'

/** An open invoice of the customer's who wrote. */
export type OpenInvoice = { id: string; number: string; currency: string }

export type ReadRemittance = {
  currency: string
  totalMinor: bigint
  parts: readonly { invoiceId: string; minor: bigint }[]
}

type Row = { invoice: OpenInvoice; amounts: readonly bigint[] }

/** A row with the sum of it all says so in one of these words. */
const TOTAL = /total|sum|gesamt|amount|betrag|montant|importe|bedrag/i

/**
 * What rows of a mail say of open invoices: each names one of them and how much is paid of it. Where a row has several amounts (the
 * invoice's, what is deducted, what is paid), the sum that the mail states tells which column it is: the last, else the first. Null where
 * they name none, or it can't be told. Pure.
 */
export function readRemittance(text: readonly string[], invoices: readonly OpenInvoice[]): ReadRemittance | null {
  const found = rowsOf(text, invoices)
  const currencies = new Set(found?.rows.map(({ invoice }) => invoice.currency))
  const [currency] = currencies
  if (!found || currency === undefined || currencies.size > 1) return null
  const columns = [found.rows.map(({ amounts }) => amounts.at(-1)), found.rows.map(({ amounts }) => amounts[0])]
  const single = found.rows.every(({ amounts }) => amounts.length === 1)
  const paid = columns.find((column) => found.totals.includes(sum(column)) || (found.totals.length === 0 && single))
  if (!paid || paid.some((minor) => minor === undefined || minor <= 0n)) return null
  return {
    currency,
    totalMinor: sum(paid),
    parts: found.rows.map(({ invoice }, n) => ({ invoiceId: invoice.id, minor: paid[n] ?? 0n })),
  }
}

/** Rows that name one invoice with amounts, and the sums that other rows state. Null where one is named twice with other amounts. */
function rowsOf(text: readonly string[], invoices: readonly OpenInvoice[]): { rows: Row[]; totals: bigint[] } | null {
  const rows = new Map<string, Row>()
  const totals: bigint[] = []
  for (const line of text) {
    const said = saidIn({ remittance: line, reference: null, endToEndId: null })
    const named = invoices.filter(({ number }) => names(said, number))
    const [invoice] = named
    const amounts = amountsIn(line, invoice?.currency ?? invoices[0]?.currency ?? 'EUR')
    if (!invoice && TOTAL.test(line)) totals.push(...amounts)
    if (!invoice || named.length > 1 || amounts.length === 0) continue
    const before = rows.get(invoice.id)
    if (before && String(before.amounts) !== String(amounts)) return null
    rows.set(invoice.id, { invoice, amounts })
  }
  return rows.size === 0 ? null : { rows: [...rows.values()], totals }
}

const AMOUNT = /(?<![\w.,/-])[-−]?\d{1,3}(?:[.,'’ \u00a0\u202f]?\d{3})*[.,]\d+(?![\w]|[.,/-]\d)/gu

/** Numbers with just the decimals of the currency: days, numbers of documents and rates have others. */
export function amountsIn(line: string, currency: string): bigint[] {
  const digits = minorDigits(currency)
  if (digits === 0) return wholeAmountsIn(line, currency)
  return [...line.matchAll(AMOUNT)].flatMap(([text]) => {
    const whole = text.replace(/[.,]\d+$/, '')
    const decimals = /\d+$/.exec(text)?.[0] ?? ''
    // Of three decimals people write two: 12.50 KWD.
    if (decimals.length !== digits && !(digits > 2 && decimals.length === 2)) return []
    return [signed(text, whole + decimals.padEnd(digits, '0'))]
  })
}

const signed = (text: string, figures: string): bigint => {
  const minor = BigInt(figures.replace(/\D/g, ''))
  return /^[-−]/u.test(text) ? -minor : minor
}

const WHOLE = /(?<![\w.,/-])[-−]?\d{1,3}(?:[.,'’ \u00a0\u202f]?\d{3})*(?:[.,]00)?(?![\w]|[.,/-]\d)/gu
const SIGNS: Readonly<Record<string, string>> = { JPY: '|[¥￥円]', KRW: '|[₩￦원]', VND: '|[₫đ]' }

/** Without decimals a number is an amount where it is grouped, stands beside its currency, or is all that a column has. */
function wholeAmountsIn(line: string, currency: string): bigint[] {
  const mark = `(?:${currency}${SIGNS[currency] ?? ''})`
  const [leads, follows] = [new RegExp(`${mark}\\s?[-−]?$`, 'iu'), new RegExp(`^\\s?${mark}`, 'iu')]
  const spaced = line.replace(new RegExp(`${mark}(?=[-−]?\\d)|(?<=\\d)${mark}`, 'giu'), (found) => ` ${found} `)
  return [...spaced.matchAll(WHOLE)].flatMap((found) => {
    const [text] = found
    const [before, after] = [spaced.slice(0, found.index), spaced.slice(found.index + text.length)]
    const isGrouped = /\d[.,'’]\d{3}/u.test(text)
    const isMarked = leads.test(before) || follows.test(after)
    const isColumn = /(?:^|[;|\t])\s*$/u.test(before) && /^\s*(?:$|[;|\t])/u.test(after)
    return isGrouped || isMarked || isColumn ? [signed(text, text.replace(/[.,]00$/, ''))] : []
  })
}

const sum = (minors: readonly (bigint | undefined)[]): bigint =>
  minors.reduce<bigint>((all, minor) => all + (minor ?? 0n), 0n)
