import { expect, it } from 'vitest'
import { compact } from '../../../src/documents/chart/points.js'
import { amount, figure, longDate, quantity } from '../../../src/documents/figures.js'

it.each([
  [123450n, 'EUR', '1,234.50'],
  [-5n, 'EUR', '−0.05'],
  [1234567n, 'JPY', '1,234,567'],
  [1234567n, 'KWD', '1,234.567'],
])('%s minor units of %s are %s', (minor, currency, text) => {
  expect(figure(minor, currency)).toBe(text)
})

it.each([
  [1000n, '1'],
  [1500n, '1.5'],
  [12345678n, '12,345.678'],
  [-250n, '−0.25'],
  [100000n, '100'],
])('a quantity of %s thousandths is %s', (milli, text) => {
  expect(quantity(milli)).toBe(text)
})

it.each([
  [0, '0'],
  [950, '950'],
  [1245000, '1.25M'],
  [412500, '413k'],
  [999_600, '1M'],
  [96000, '96k'],
  [12.345, '12.3'],
  [-20, '−20'],
  [2_500_000_000, '2.5bn'],
])('%s is %s on a chart', (value, text) => {
  expect(compact(value)).toBe(text)
})

it('names the month and keeps amount and currency together', () => {
  expect(longDate('2026-11-03')).toBe('3 November 2026')
  expect(amount({ minor: 100n, currency: 'EUR' })).toBe('EUR\u00a01.00')
})
