import { expect, it } from 'vitest'
import { fittingCodes } from '../../../src/domain/billing/fitting-code.js'
import { divideRounded } from '../../../src/lib/money.js'

const code = (name: string, ratePpm: number) => ({
  code: name,
  ratePpm,
  charge: (net: bigint) => divideRounded(net * BigInt(ratePpm), 1_000_000n),
})
const CODES = [code('S', 190_000), code('SN', 190_000), code('AA', 70_000), code('Z', 0), code('E', 0)]

const cases: [string, [bigint, bigint, string?][], string, (string | null)[]][] = [
  ['the usual one of two that fit', [[100_00n, 19_00n]], 'S', ['S']],
  ['the only one that fits', [[100_00n, 7_00n]], 'S', ['AA']],
  ['none of two where neither is usual', [[100_00n, 19_00n]], 'AA', [null]],
  ['none where the tax fits none', [[100_00n, 13_00n]], 'S', [null]],
  ['without tax the usual one', [[100_00n, 0n]], 'Z', ['Z']],
  ['without tax none but the usual one', [[100_00n, 0n]], 'S', [null]],
  ['the one that is named, whatever the tax', [[100_00n, 0n, 'e']], 'S', ['E']],
  [
    'shares of a document’s tax, a cent off each',
    [
      [50n, 9n],
      [50n, 10n],
    ],
    'S',
    ['S', 'S'],
  ],
  [
    'none where the shares do not come to the tax',
    [
      [50n, 9n],
      [50n, 9n],
    ],
    'S',
    [null, null],
  ],
]

it.each(cases)('finds %s', (_, lines, usual, expected) => {
  const given = lines.map(([netMinor, taxMinor, taxCode]) => ({ netMinor, taxMinor, taxCode: taxCode ?? null }))
  expect(fittingCodes(given, CODES, usual).map((each) => each?.code ?? null)).toEqual(expected)
})
