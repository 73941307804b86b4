import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Discount } from '../../src/domain/billing/document-discount.js'
import { type Charge, invoiceAmounts, lineNet, type TaxRate } from '../../src/domain/billing/invoice-amounts.js'
import { divideRounded } from '../../src/lib/money.js'

const rates: (TaxRate | null)[] = [
  null,
  ...[70_000, 190_000, 255_000, 88_750].map((ratePpm) => ({
    id: `t${ratePpm}`,
    code: 'S',
    category: 'S',
    name: 'VAT',
    ratePpm,
    accountId: null,
  })),
]

const charge: fc.Arbitrary<Charge> = fc.record({
  quantityMilli: fc.bigInt({ min: -100_000n, max: 10_000_000n }),
  unitPriceMinor: fc.bigInt({ min: -1_000_000n, max: 100_000_000n }),
  discountBp: fc.integer({ min: 0, max: 10_000 }),
  tax: fc.constantFrom(...rates),
})

const discount: fc.Arbitrary<Discount> = fc.oneof(
  fc.constant({ discountBp: null, discountMinor: null }),
  fc.record({ discountBp: fc.integer({ min: 1, max: 10_000 }), discountMinor: fc.constant(null) }),
  fc.record({ discountBp: fc.constant(null), discountMinor: fc.bigInt({ min: 1n, max: 10_000_000n }) }),
)

const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n)

it('an invoice adds up: lines to net, shares to each code’s tax, net and tax to the total', () => {
  fc.assert(
    fc.property(fc.array(charge, { minLength: 1, maxLength: 40 }), discount, (charges, off) => {
      const amounts = invoiceAmounts(charges, off)
      expect(sum(charges.map(lineNet)) - amounts.allowanceMinor).toBe(amounts.netMinor)
      expect(sum(amounts.taxes.map((total) => total.allowanceMinor))).toBe(amounts.allowanceMinor)
      expect(sum(amounts.lines.map((line) => line.netMinor))).toBe(amounts.netMinor)
      expect(sum(amounts.lines.map((line) => line.taxMinor))).toBe(amounts.taxMinor)
      expect(amounts.netMinor + amounts.taxMinor).toBe(amounts.totalMinor)
      for (const { tax, netMinor, taxMinor } of amounts.taxes) {
        const ofCode = charges.flatMap((given, i) =>
          given.tax?.id === tax?.id ? [amounts.lines[i] ?? { netMinor: 0n, taxMinor: 0n }] : [],
        )
        expect(sum(ofCode.map((line) => line.netMinor))).toBe(netMinor)
        expect(sum(ofCode.map((line) => line.taxMinor))).toBe(taxMinor)
        // |tax − net × rate| ≤ half a minor unit
        const error = taxMinor * 1_000_000n - netMinor * BigInt(tax?.ratePpm ?? 0)
        expect((error < 0n ? -error : error) * 2n).toBeLessThanOrEqual(1_000_000n)
      }
    }),
  )
})

it('the order of lines changes no total', () => {
  fc.assert(
    fc.property(fc.array(charge, { minLength: 1, maxLength: 20 }), discount, (charges, off) => {
      const { netMinor, taxMinor, totalMinor } = invoiceAmounts(charges, off)
      expect(invoiceAmounts([...charges].reverse(), off)).toMatchObject({ netMinor, taxMinor, totalMinor })
    }),
  )
})

it('takes off just the amount that is asked for, and just the percentage of each code', () => {
  fc.assert(
    fc.property(fc.array(charge, { minLength: 1, maxLength: 20 }), discount, (charges, off) => {
      const { taxes, allowanceMinor } = invoiceAmounts(charges, off)
      const base = ({ netMinor, allowanceMinor: taken }: (typeof taxes)[number]) => netMinor + taken
      if (off.discountMinor !== null)
        expect(allowanceMinor).toBe(taxes.some((total) => base(total) > 0n) ? off.discountMinor : 0n)
      for (const total of taxes) {
        if (base(total) <= 0n) expect(total.allowanceMinor).toBe(0n)
        else if (off.discountBp !== null)
          expect(total.allowanceMinor).toBe(divideRounded(base(total) * BigInt(off.discountBp), 10_000n))
      }
    }),
  )
})
