import { expect, it } from 'vitest'
import { type Movement, statementsOf } from '../../../src/domain/billing/statement.js'

const movement = (date: string, ref: string, minor: bigint, currency = 'EUR'): Movement => ({
  currency,
  date,
  label: minor > 0n ? 'Invoice' : 'Payment',
  ref,
  dueDate: null,
  minor,
  uses: [],
})

it('runs from the opening balance to what is open, a currency by itself', () => {
  const [eur, usd, ...more] = statementsOf(
    {
      opening: [
        { currency: 'EUR', minor: 100n },
        { currency: 'GBP', minor: 0n },
      ],
      movements: [
        movement('2026-11-02', 'INV-1', 1000n),
        movement('2026-11-09', 'PAY-1', -400n),
        movement('2026-11-10', 'INV-2', 50n, 'USD'),
      ],
      open: [
        { currency: 'EUR', ref: 'INV-1', date: '2026-11-02', dueDate: '2026-11-16', minor: 760n },
        { currency: 'EUR', ref: 'PAY-1', date: '2026-11-09', dueDate: null, minor: -60n },
        { currency: 'USD', ref: 'INV-2', date: '2026-11-10', dueDate: '2026-12-10', minor: 50n },
      ],
    },
    '2026-11-26',
  )
  expect(more).toEqual([])
  expect(eur?.lines.map(({ ref, balanceMinor }) => [ref, balanceMinor])).toEqual([
    ['INV-1', 1100n],
    ['PAY-1', 700n],
  ])
  expect(eur).toMatchObject({
    openingMinor: 100n,
    chargedMinor: 1000n,
    creditedMinor: 400n,
    closingMinor: 700n,
    unappliedMinor: -60n,
  })
  expect(eur?.buckets).toMatchObject({ current: 0n, '1-30': 760n })
  expect(usd).toMatchObject({ currency: 'USD', openingMinor: 0n, closingMinor: 50n })
})

it('says nothing of a currency in which nothing happened and nothing is open', () => {
  expect(statementsOf({ opening: [{ currency: 'EUR', minor: 0n }], movements: [], open: [] }, '2026-11-26')).toEqual([])
})
