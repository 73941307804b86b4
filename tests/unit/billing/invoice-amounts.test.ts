import { describe, expect, it } from 'vitest'
import { type Charge, invoiceAmounts, lineNet, type TaxRate } from '../../../src/domain/billing/invoice-amounts.js'

const vat = (ratePpm: number): TaxRate => ({
  id: `t${ratePpm}`,
  code: 'S',
  category: 'S',
  name: `VAT ${ratePpm / 10_000} %`,
  ratePpm,
  accountId: null,
})
const line = (
  quantityMilli: bigint,
  unitPriceMinor: bigint,
  tax: TaxRate | null = vat(190_000),
  discountBp = 0,
): Charge => ({
  quantityMilli,
  unitPriceMinor,
  discountBp,
  tax,
})

describe('a line’s net', () => {
  it.each([
    ['1 × 100.00', 1000n, 10000n, 0, 10000n],
    ['12.5 × 145.00', 12500n, 14500n, 0, 181250n],
    ['3 × 0.335, half away from zero', 3000n, 33n, 0, 99n],
    ['0.5 × 0.01 is a cent', 500n, 1n, 0, 1n],
    ['0.5 × −0.01 is minus a cent', 500n, -1n, 0, -1n],
    ['10 % off 19.99', 1000n, 1999n, 1000, 1799n],
    ['all off', 1000n, 1999n, 10000, 0n],
  ])('%s', (_, quantityMilli, unitPriceMinor, discountBp, net) => {
    expect(lineNet({ quantityMilli, unitPriceMinor, discountBp })).toBe(net)
  })
})

describe('tax (EN 16931 BR-CO-17)', () => {
  it('is taken on the document’s net per code, not per line: three times 0.33 at 19 % is 0.19, not 0.18', () => {
    const amounts = invoiceAmounts([line(1000n, 33n), line(1000n, 33n), line(1000n, 33n)])
    expect(amounts).toMatchObject({ netMinor: 99n, taxMinor: 19n, totalMinor: 118n })
    expect(amounts.lines.map((l) => l.taxMinor)).toEqual([6n, 7n, 6n])
  })

  it('adds up per code, in the order in which codes first stand there', () => {
    const amounts = invoiceAmounts([
      line(1000n, 10000n),
      line(1000n, 5000n, vat(70_000)),
      line(1000n, 10000n),
      line(1000n, 100n, null),
    ])
    expect(amounts.taxes.map(({ tax, netMinor, taxMinor }) => [tax?.ratePpm, netMinor, taxMinor])).toEqual([
      [190_000, 20000n, 3800n],
      [70_000, 5000n, 350n],
      [undefined, 100n, 0n],
    ])
    expect(amounts.totalMinor).toBe(29250n)
  })

  it('is taken at rates with more than two decimals: New York City has 8.875 %', () => {
    expect(invoiceAmounts([line(1000n, 1000_00n, vat(88_750))]).taxMinor).toBe(88_75n)
    expect(invoiceAmounts([line(1000n, 100_00n, vat(88_750))]).taxMinor).toBe(8_88n)
  })

  it('rounds half away from zero, also below it', () => {
    expect(invoiceAmounts([line(1000n, 50n, vat(100_000)), line(1000n, -45n, vat(100_000))]).taxMinor).toBe(1n)
    expect(invoiceAmounts([line(1000n, -5n, vat(100_000))]).taxMinor).toBe(-1n)
  })
})
