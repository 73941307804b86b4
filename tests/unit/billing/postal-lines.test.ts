import { expect, it } from 'vitest'
import { postalLines } from '../../../src/domain/billing/postal-lines.js'

const street = '1 Long Street'

it.each([
  ['GB', { city: 'Bristol', postcode: 'BS1 5TY' }, ['Bristol', 'BS1 5TY']],
  ['GB', { city: 'Bath', region: 'Somerset', postcode: 'BA1 1AA' }, ['Bath, Somerset', 'BA1 1AA']],
  ['IE', { city: 'Dublin', postcode: 'D02 AF30' }, ['Dublin', 'D02 AF30']],
  ['AU', { city: 'Sydney', region: 'NSW', postcode: '2000' }, ['Sydney NSW 2000']],
  ['NZ', { city: 'Auckland', postcode: '1010' }, ['Auckland 1010']],
  ['US', { city: 'Seattle', region: 'WA', postcode: '98101' }, ['Seattle, WA 98101']],
  ['CA', { city: 'Ottawa', region: 'ON', postcode: 'K1A 0B1' }, ['Ottawa, ON K1A 0B1']],
  ['IN', { city: 'Mumbai', region: 'Maharashtra', postcode: '400001' }, ['Mumbai 400001, Maharashtra']],
  ['DE', { city: 'Bremen', postcode: '28195' }, ['28195 Bremen']],
  ['FR', { city: 'Paris', postcode: '75001' }, ['75001 Paris']],
])('%s: the postcode stands where its post wants it', (country, town, lines) => {
  expect(postalLines({ street, country, ...town }, country)).toEqual([street, ...lines])
  // Who writes no country means the sender's.
  expect(postalLines({ street, ...town }, country)).toEqual([street, ...lines])
})

it('names a country that is not the sender’s, and leaves out what is not there', () => {
  const address = { street, city: 'Bristol', postcode: 'BS1 5TY', country: 'GB' }
  expect(postalLines(address, 'DE')).toEqual([street, 'Bristol', 'BS1 5TY', 'United Kingdom'])
  expect(postalLines({ city: 'Bristol', country: 'GB' }, 'GB')).toEqual(['Bristol'])
  expect(postalLines(null, 'GB')).toEqual([])
})
