import { expect, test } from 'vitest'
import { baseShare, scaledRate, toBase } from '../../../src/domain/ledger/fx-rate.js'
import { money } from '../../../src/lib/money.js'

test.each([
  ['100.00 USD at 0.9217', 10_000n, 'USD', '0.9217', 'EUR', 9_217n],
  ['0.01 USD at 0.5, half away from zero', 1n, 'USD', '0.5', 'EUR', 1n],
  ['-0.01 USD at 0.5, half away from zero', -1n, 'USD', '0.5', 'EUR', -1n],
  ['10,000 JPY, no minor digits', 10_000n, 'JPY', '0.0061', 'EUR', 6_100n],
  ['1.000 KWD, three digits', 1_000n, 'KWD', '3.0001', 'EUR', 300n],
  ['1.00 EUR into a base without digits', 100n, 'EUR', '163.5', 'JPY', 164n],
])('%s', (_, minor, currency, rate, base, expected) => {
  expect(toBase(money(minor, currency), rate, base)).toBe(expected)
})

test.each(['', '-1', '0', '0.0', '1.12345678901', '1e3', '1,5', 'NaN'])('"%s" is no rate', (text) => {
  expect(scaledRate(text)).toBeNull()
})

test('parts of an open amount carry all of its base value, however often it is divided', () => {
  let open = 10_000n
  let base = 9_217n
  let carried = 0n
  for (const part of [1n, 3_333n, 3_333n, 3_332n, 1n]) {
    const share = baseShare(part, open, base)
    carried += share
    open -= part
    base -= share
  }
  expect([open, base, carried]).toEqual([0n, 0n, 9_217n])
})
