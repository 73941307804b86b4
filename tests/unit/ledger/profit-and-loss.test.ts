import { expect, it } from 'vitest'
import type { MonthlyMovement } from '../../../src/domain/ledger/monthly-store.js'
import { monthsBetween, profitAndLossOf } from '../../../src/domain/ledger/profit-and-loss.js'

const movement = (code: string, kind: MonthlyMovement['kind'], month: string, movement: bigint): MonthlyMovement => ({
  code,
  name: code,
  kind,
  month,
  movement,
})

it('lays income (positive) and expenses (negative) out by month, and adds up to the result', () => {
  const result = profitAndLossOf(
    [
      movement('4400', 'income', '2026-10', -1000n),
      movement('4400', 'income', '2026-11', -500n),
      movement('6310', 'expense', '2026-10', 1200n),
    ],
    monthsBetween('2026-10', '2026-11'),
  )
  expect(result.rows.map(({ code, total }) => [code, total])).toEqual([
    ['4400', 1500n],
    ['6310', -1200n],
  ])
  expect([...result.result]).toEqual([
    ['2026-10', -200n],
    ['2026-11', 500n],
  ])
  expect(result.total).toBe(300n)
})

it('counts months over the year’s end', () => {
  expect(monthsBetween('2026-11', '2027-02')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02'])
})
