import { expect, it } from 'vitest'
import { defaultPurchaseCode } from '../../../src/domain/billing/purchase-tax-code.js'
import { defaultTaxCode, taxCodesFor } from '../../../src/domain/billing/tax-code.js'

it.each([
  ['at home', 'DE', 'DE', 'DE1', 'S'],
  ['no country known', 'DE', null, null, 'S'],
  ['in the EU with a tax id', 'DE', 'FR', 'FR1', 'AE'],
  ['in the EU without one', 'DE', 'FR', null, 'S'],
  ['outside the EU', 'DE', 'US', null, 'G'],
  ['from outside the EU', 'CH', 'DE', 'DE1', 'G'],
  ['from the United States', 'US', 'US', null, 'O'],
])('%s', (_, seller, country, taxId, code) => {
  expect(defaultTaxCode(seller, { country, taxId })).toBe(code)
})

it.each(['DE', 'US', 'GB', 'BR'])('every default code of %s is one that the workspace starts with', (country) => {
  const codes = taxCodesFor(country).map(({ code }) => code)
  const buyers = ['DE', 'US', 'GB', 'BR', null].flatMap((buyer) =>
    [null, 'X1'].map((taxId) => ({ country: buyer, taxId })),
  )
  for (const buyer of buyers) expect(codes).toContain(defaultTaxCode(country, buyer))
})

it('takes a company’s own standard code at home where we know no general rate', () => {
  const sold = (country: string | null) => defaultTaxCode('US', { country, taxId: null }, { ownStandard: true })
  expect([sold('US'), sold(null), sold('DE')]).toEqual(['S', 'S', 'O'])
  const bought = (country: string) => defaultPurchaseCode('BR', { country, taxId: null }, { ownStandard: true })
  expect([bought('BR'), bought('DE')]).toEqual(['S', 'O'])
})

it.each([
  ['DE', 70_000],
  ['FR', 55_000],
  ['GB', 50_000],
])('%s sells at its reduced rate as well', (country, ratePpm) => {
  expect(taxCodesFor(country).find(({ code }) => code === 'AA')).toMatchObject({ ratePpm })
})
