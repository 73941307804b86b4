import fc from 'fast-check'
import { expect, it } from 'vitest'
import { creditLines } from '../../../src/domain/billing/credit-lines.js'
import { withLastCents } from '../../../src/domain/billing/credit-taxes.js'
import { invoiceAmounts, NO_AMOUNTS } from '../../../src/domain/billing/invoice-amounts.js'
import type { InvoiceLine } from '../../../src/domain/billing/invoice-line.js'

const rate = (id: string, ratePpm: number) => ({ id, code: id, category: 'S', name: id, ratePpm, accountId: null })
const line = fc.record({
  unitPriceMinor: fc.bigInt(1n, 99_999n),
  tax: fc.constantFrom(rate('S', 190_000), rate('AA', 70_000), rate('Z', 0), null),
  department: fc.constantFrom('Sales', 'Support', null),
})

const whole = (lines: readonly Omit<InvoiceLine, 'id' | 'position' | 'netMinor' | 'taxMinor' | 'allowanceMinor'>[]) => {
  const amounts = invoiceAmounts(lines)
  return lines.map((each, i) => ({ ...each, id: `${i}`, position: i + 1, ...(amounts.lines[i] ?? NO_AMOUNTS) }))
}
const plain = {
  description: 'Work',
  quantityMilli: 1000n,
  discountBp: 0,
  accountId: '4400',
  unit: 'C62',
  serviceFrom: null,
  serviceTo: null,
}

/** By department, or by nothing at all. */
function sums(lines: readonly InvoiceLine[], key: (line: InvoiceLine) => string, of: 'netMinor' | 'taxMinor') {
  const found = new Map<string, bigint>()
  for (const each of lines) found.set(key(each), (found.get(key(each)) ?? 0n) + each[of])
  return Object.fromEntries([...found].filter(([, minor]) => minor !== 0n))
}

it('however an invoice is credited in parts, its credits come to its net and its tax, code by code and department by department', () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 4 }),
      (given, parts) => {
        const lines = whole(given.map((each) => ({ ...plain, ...each })))
        const invoice = { name: 'INV-1', currency: 'EUR', lines, discountBp: null, discountMinor: null }
        const earlier: InvoiceLine[] = []
        for (const percent of [...parts, null]) {
          const left =
            lines.reduce((sum, { netMinor }) => sum + netMinor, 0n) -
            earlier.reduce((sum, { netMinor }) => sum + netMinor, 0n)
          const netMinor = percent === null ? left : (left * BigInt(percent)) / 100n
          if (netMinor === 0n) continue
          const credit = creditLines(invoice, earlier, percent === null ? 'rest' : { netMinor })
          if (!credit.ok) throw new Error(credit.problem)
          earlier.push(...withLastCents(whole(credit.value.lines), lines, earlier))
        }
        const byCode = ({ tax }: InvoiceLine) => tax?.id ?? ''
        expect(sums(earlier, byCode, 'taxMinor')).toEqual(sums(lines, byCode, 'taxMinor'))
        const byDepartment = ({ department, tax }: InvoiceLine) => `${department} ${tax?.id}`
        expect(sums(earlier, byDepartment, 'netMinor')).toEqual(sums(lines, byDepartment, 'netMinor'))
      },
    ),
  )
})
