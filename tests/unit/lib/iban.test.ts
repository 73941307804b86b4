import { expect, test } from 'vitest'
import { checkBic, checkIban, creditorReference, isOfOneCountry } from '../../../src/lib/iban.js'

test.each([
  'DE89 3704 0044 0532 0130 00',
  'gb29nwbk60161331926819',
  'FR1420041010050500013M02606',
  'NO93 8601 1117 947',
  'MT84MALT011000012345MTLCAST001S',
])('%s is an IBAN', (text) => {
  expect(checkIban(text)).toEqual({ ok: true, value: text.toUpperCase().replace(/\s/g, '') })
})

test.each([
  ['DE88370400440532013000', /wrong digit/],
  ['DE8937040044053201300', /has 22 characters/],
  ['12345678', /is not an IBAN/],
  ['DE89 3704 0044 0532 0130 0O', /wrong digit/],
])('%s is none', (text, problem) => {
  expect(checkIban(text)).toMatchObject({ ok: false, problem: expect.stringMatching(problem) as string })
})

test('every change of one digit is found', () => {
  const iban = 'DE89370400440532013000'
  for (let at = 2; at < iban.length; at += 1)
    for (const digit of '0123456789')
      if (iban[at] !== digit) expect(checkIban(iban.slice(0, at) + digit + iban.slice(at + 1)).ok).toBe(false)
})

test('BICs and creditor references', () => {
  expect(checkBic('cobadeffxxx')).toEqual({ ok: true, value: 'COBADEFFXXX' })
  expect(checkBic('COBADEF').ok).toBe(false)
  expect(creditorReference('RF18 5390 0754 7034')).toBe('RF18539007547034')
  expect(creditorReference('RF19 5390 0754 7034')).toBeNull()
  expect(creditorReference('R-88')).toBeNull()
})

test.each([
  ['COBADEFFXXX', 'DE89370400440532013000', true],
  ['RBOSGGSX', 'GB29NWBK60161331926819', true], // Guernsey
  ['COBADEFFXXX', 'GB29NWBK60161331926819', false],
])('%s may keep %s: %s', (bic, iban, may) => expect(isOfOneCountry(bic, iban)).toBe(may))
