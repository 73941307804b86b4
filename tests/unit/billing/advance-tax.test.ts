import { expect, it } from 'vitest'
import { advanceEntry, taxWithin } from '../../../src/domain/billing/advance-tax.js'

const code = { id: 'code', name: 'VAT 19 %', ratePpm: 190_000, accountId: null }
const given = { id: 'e', date: '2026-10-05', paymentId: 'p', companyId: 'c', party: 'Acme', code }
const accounts = { advances: 'advances', taxOutput: 'output', base: 'EUR' }
const posted = (from: bigint, to: bigint) =>
  advanceEntry({ from, to }, { ...given, accounts })?.postings.map(({ accountId, amount, taxCodeId }) => [
    accountId,
    amount.minor,
    taxCodeId,
  ])

it('finds the tax within a gross amount, half a cent upwards', () => {
  expect([119_00n, 100_00n, 0n, 1n, 3n].map((gross) => taxWithin(gross, code))).toEqual([19_00n, 15_97n, 0n, 0n, 0n])
  expect(taxWithin(21n, { ratePpm: 50_000 })).toBe(1n)
})

it('posts net and tax under the code, and keeps the tax alone on the account of tax on advances', () => {
  expect(posted(0n, 119_00n)).toEqual([
    ['advances', 119_00n, undefined],
    ['advances', -100_00n, 'code'],
    ['output', -19_00n, 'code'],
  ])
})

it('turns back what is no longer on account, so that nothing is left of any number of parts', () => {
  expect(posted(119_00n, 59_50n)).toEqual([
    ['advances', -59_50n, undefined],
    ['advances', 50_00n, 'code'],
    ['output', 9_50n, 'code'],
  ])
  const steps = [100_01n, 77_77n, 33_33n, 1n, 0n]
  const taxes = steps.slice(1).map((to, i) => posted(steps[i] ?? 0n, to)?.at(-1))
  const back = taxes.reduce((sum, line) => sum + (line?.[0] === 'output' ? BigInt(line[1] ?? 0n) : 0n), 0n)
  expect(back).toBe(taxWithin(100_01n, code))
})

it('posts nothing where nothing changes, and no line of nothing', () => {
  expect(posted(5n, 5n)).toBeUndefined()
  expect(posted(0n, 1n)).toEqual([
    ['advances', 1n, undefined],
    ['advances', -1n, 'code'],
  ])
})
