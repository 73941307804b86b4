import { expect, it } from 'vitest'
import { companionOf, isUnsaid } from '../../../src/domain/ledger/revaluation.js'

const held = { kind: 'asset', control: null, purpose: null, monetary: null, atBank: false } as const

it.each([
  ['a van', held, null],
  ['an account of a bank', { ...held, atBank: true }, 'cash-revaluation'],
  ['a loan to somebody, which was said', { ...held, monetary: true }, 'cash-revaluation'],
  ['the bank of the chart', { ...held, purpose: 'bank' }, 'cash-revaluation'],
  ['costs paid ahead', { ...held, purpose: 'prepayments' }, null],
  ['a loan', { ...held, kind: 'liability' }, 'payable-revaluation'],
  ['a liability that is to be worked off, which was said', { ...held, kind: 'liability', monetary: false }, null],
  ['receivables', { ...held, control: 'receivable', purpose: 'receivable' }, 'receivable-revaluation'],
  ['income', { ...held, kind: 'income' }, null],
] as const)('%s is revalued, or keeps the worth of its day', (_, balance, companion) => {
  expect(companionOf(balance)).toBe(companion)
})

it('asks about what nobody called money, and about nothing else', () => {
  expect(isUnsaid(held)).toBe(true)
  expect(isUnsaid({ ...held, monetary: false })).toBe(false)
  expect(isUnsaid({ ...held, purpose: 'equipment' })).toBe(false)
})
