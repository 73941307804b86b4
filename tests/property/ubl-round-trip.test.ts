import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contradictions } from '../../src/documents/ubl/contradictions.js'
import { toEInvoice } from '../../src/documents/ubl/from-invoice.js'
import { readUbl } from '../../src/documents/ubl/read-ubl.js'
import { checkEInvoice } from '../../src/documents/ubl/rules.js'
import { writeUbl } from '../../src/documents/ubl/write-ubl.js'
import { type Charge, invoiceAmounts, type TaxRate } from '../../src/domain/billing/invoice-amounts.js'
import type { InvoiceDocument } from '../../src/domain/billing/invoice-document.js'
import { brokenRules } from '../support/en16931.js'

const tax = (category: string, ratePpm: number): TaxRate => ({
  id: `${category}${ratePpm}`,
  code: `${category}${ratePpm}`,
  category,
  name: `Tax ${category}`,
  ratePpm,
  accountId: null,
})

/** Sets of codes that may stand on one document: out of scope goes with nothing else. */
const codes = fc.constantFrom(
  [tax('S', 190_000), tax('S', 70_000), tax('Z', 0), tax('E', 0)],
  [tax('AE', 0)],
  [tax('G', 0), tax('S', 88_750)],
  [tax('O', 0)],
)

/** What people type: any letters, also those that XML gives a meaning; one line without blanks at its ends. */
const words = fc
  .string({ unit: fc.constantFrom(...Array.from('abc ÄŁ中ع<>&"\'‑½')), minLength: 1, maxLength: 24 })
  .map((text) => text.trim().replace(/\s+/g, ' '))
  .filter((text) => text !== '')
const day = fc
  .integer({ min: 0, max: 700 })
  .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10))

type Given = { charge: Charge; description: string; unit: string; period: readonly [string, string] | null }

const linesOf = (rates: readonly TaxRate[]): fc.Arbitrary<Given[]> =>
  fc.array(
    fc.record({
      charge: fc.record({
        quantityMilli: fc.bigInt({ min: 1n, max: 10_000_000n }),
        unitPriceMinor: fc.bigInt({ min: -50_000n, max: 10_000_000n }),
        discountBp: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10_000 })),
        tax: fc.constantFrom(...rates),
      }),
      description: words,
      unit: fc.constantFrom('C62', 'HUR', 'MON'),
      period: fc.option(fc.tuple(day, day).map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const)))),
    }),
    { minLength: 1, maxLength: 12 },
  )

const document: fc.Arbitrary<InvoiceDocument> = codes.chain((rates) =>
  fc
    .record({
      given: linesOf(rates),
      off: fc.oneof(
        fc.constant({ discountBp: null, discountMinor: null }),
        fc.integer({ min: 1, max: 9_999 }).map((discountBp) => ({ discountBp, discountMinor: null })),
        fc.bigInt({ min: 1n, max: 100_00n }).map((discountMinor) => ({ discountBp: null, discountMinor })),
      ),
      credit: fc.boolean(),
      inBooks: fc.boolean(),
      date: day,
      note: fc.option(words),
      po: fc.option(words),
      name: words,
      street: fc.option(words),
    })
    .map(({ given, off, credit, inBooks, date, note, po, name, street }) => {
      const charges = given.map(({ charge }) => charge)
      const amounts = invoiceAmounts(charges, off)
      return {
        id: 'i',
        kind: credit ? 'credit_note' : 'invoice',
        name: credit ? 'CN-2026-0007' : 'INV-2026-0042',
        status: 'issued',
        currency: inBooks ? 'USD' : 'EUR',
        date,
        dueDate: date,
        taxPoint: null,
        taxInBooks: inBooks ? { currency: 'EUR', minor: (amounts.taxMinor * 9n) / 10n } : null,
        corrects: credit ? { name: 'INV-2026-0041', date } : null,
        termsDays: 30,
        poNumber: po,
        note,
        seller: {
          name: 'Lindenhof',
          country: 'DE',
          letterhead: {
            legalName: 'Lindenhof GmbH',
            taxId: 'DE123456789',
            iban: 'DE02120300000000202051',
            email: 'books@lindenhof.example',
          },
        },
        buyer: {
          name,
          ref: 'CO-7',
          taxId: 'FR83404833048',
          address: { ...(street !== null && { street }), city: 'Lyon', postcode: '69001', country: 'FR' },
          attention: null,
          email: 'ap@buyer.example',
          format: 'ubl',
        },
        lines: given.map(({ charge, description, unit, period }, i) => ({
          ...charge,
          position: i + 1,
          description,
          unit,
          tax: charge.tax?.name ?? null,
          taxRate: charge.tax,
          serviceFrom: period?.[0] ?? null,
          serviceTo: period?.[1] ?? null,
          netMinor: (amounts.lines[i]?.netMinor ?? 0n) + (amounts.lines[i]?.allowanceMinor ?? 0n),
        })),
        discount: amounts.allowanceMinor === 0n ? null : { minor: amounts.allowanceMinor, bp: off.discountBp },
        taxes: amounts.taxes,
        netMinor: amounts.netMinor,
        taxMinor: amounts.taxMinor,
        totalMinor: amounts.totalMinor,
        paidMinor: 0n,
        openMinor: amounts.totalMinor,
      } satisfies InvoiceDocument
    }),
)

it('what our writer wrote our reader reads as the same invoice', () => {
  fc.assert(
    fc.property(document, (given) => {
      const written = toEInvoice(given)
      const read = readUbl(new TextEncoder().encode(writeUbl(written)))
      if (!read.ok) throw new Error(read.problem)
      expect(read.value).toEqual(written)
      expect(contradictions(read.value)).toEqual([])
    }),
  )
})

it('it keeps the rules of EN 16931, ours and those said anew on the text', () => {
  fc.assert(
    fc.property(document, (given) => {
      const written = toEInvoice(given)
      expect(checkEInvoice(written)).toEqual([])
      expect(brokenRules(writeUbl(written))).toEqual([])
    }),
  )
})

it('the rules said anew find what is wrong', () => {
  const text = writeUbl(toEInvoice(fc.sample(document, { numRuns: 1, seed: 7 })[0] as InvoiceDocument))
  const wrong = text.replace(
    /(<cbc:TaxExclusiveAmount[^>]*>)([-\d.]+)/,
    (_, open: string, amount: string) => `${open}${(Number(amount) + 1).toFixed(2)}`,
  )
  expect(brokenRules(wrong)).toContain('BR-CO-13')
  expect(
    brokenRules(
      text.replace(/<cbc:Name>[^<]*<\/cbc:Name>\s*<cac:ClassifiedTaxCategory>/, '<cac:ClassifiedTaxCategory>'),
    ),
  ).toContain('BR-25')
})
