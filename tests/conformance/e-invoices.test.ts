import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { contradictions } from '../../src/documents/ubl/contradictions.js'
import { readUbl } from '../../src/documents/ubl/read-ubl.js'
import { money, toDecimal } from '../../src/lib/money.js'

/** The public examples of EN 16931 in UBL, beside the repository. */
const corpus = path.resolve(import.meta.dirname, '../../../shared/data/einvoice/en16931-ubl-examples')
const there = existsSync(corpus)
const names = there
  ? readdirSync(corpus)
      .filter((name) => name.endsWith('.xml'))
      .sort()
  : []

it(`the public e-invoices are ${there ? 'here' : 'not here, so nothing else in this file runs'}: ${corpus}`, () => {
  expect(names.length > 0).toBe(there)
})

const read = (name: string) => {
  const bytes = readFileSync(path.join(corpus, name))
  const invoice = readUbl(bytes)
  if (!invoice.ok) throw new Error(`${name}: ${invoice.problem}`)
  return { invoice: invoice.value, text: bytes.toString('utf8') }
}

/** What the text says at an element of the totals, as a number of its own: another reader than ours. */
const said = (text: string, element: string): string | null => {
  const totals = /<(?:\w+:)?LegalMonetaryTotal>([\s\S]*?)<\/(?:\w+:)?LegalMonetaryTotal>/.exec(text)?.[1] ?? ''
  return new RegExp(`<(?:\\w+:)?${element}[^>]*>\\s*([-\\d.]+)`).exec(totals)?.[1] ?? null
}

it.each(names)('%s: totals are read exactly', (name) => {
  const { invoice, text } = read(name)
  const { totals, currency } = invoice
  const pairs: [string, bigint][] = [
    ['LineExtensionAmount', totals.linesMinor],
    ['AllowanceTotalAmount', totals.allowancesMinor],
    ['ChargeTotalAmount', totals.chargesMinor],
    ['TaxExclusiveAmount', totals.netMinor],
    ['TaxInclusiveAmount', totals.grossMinor],
    ['PrepaidAmount', totals.paidMinor],
    ['PayableRoundingAmount', totals.roundingMinor],
    ['PayableAmount', totals.dueMinor],
  ]
  for (const [element, minor] of pairs)
    expect(Number(toDecimal(money(minor, currency))), element).toBe(Number(said(text, element) ?? 0))
  expect(invoice.number).not.toBe('')
  expect(invoice.lines.length).toBe(text.match(/<(?:\w+:)?(Invoice|CreditNote)Line>/g)?.length)
})

it.each(names)('%s: its totals agree with its lines', (name) => {
  expect(contradictions(read(name).invoice)).toEqual([])
})

it.each(names)('%s: a changed total is found, with what and where', (name) => {
  const { invoice } = read(name)
  const changed = { ...invoice, totals: { ...invoice.totals, netMinor: invoice.totals.netMinor + 1n } }
  expect(contradictions(changed).map(({ rule }) => rule)).toContain('BR-CO-13')
})
