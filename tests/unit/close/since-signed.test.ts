import { expect, test } from 'vitest'
import { accountsIn, readScope } from '../../../src/domain/close/signed-scope.js'
import { type LateEntry, nameEntries, sinceSigned } from '../../../src/domain/close/since-signed.js'
import { type Account } from '../../../src/domain/ledger/account.js'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 4, 9, minute))
const late = (entry: string, minute: number, movedMinor: bigint, more: Partial<LateEntry> = {}): LateEntry => ({
  id: entry,
  entry,
  date: '2026-10-20',
  memo: 'A late bill',
  recordedAt: at(minute),
  movedMinor,
  codes: '6200',
  restricted: false,
  afterLock: false,
  reversesId: null,
  ...more,
})
const patience = { toleranceMinor: 0n, quietMinutes: 15 }
const outcome = (entries: LateEntry[], minute: number, over: Partial<typeof patience> = {}) => {
  const since = sinceSigned(entries, { ...patience, ...over }, at(minute))
  if (since.what === 'wait') return `until ${since.until.toISOString().slice(11, 16)}`
  return since.what === 'changed' ? since.entries.map(({ entry }) => entry).join(' ') : 'nothing'
}

test('a burst is told once, when nothing more has come for the quiet time', () => {
  const burst = [late('JE-1', 0, 500n), late('JE-2', 5, 700n)]
  expect(outcome(burst, 6)).toBe('until 09:20')
  expect(outcome(burst, 20)).toBe('JE-1 JE-2')
  expect(outcome(burst, 6, { quietMinutes: 0 })).toBe('JE-1 JE-2')
})

test('postings that never pause are told of after four quiet times', () => {
  const stream = Array.from({ length: 13 }, (_, index) => late(`JE-${index}`, index * 5, 100n))
  expect(outcome(stream.slice(0, 12), 56)).toBe('until 10:00')
  expect(outcome(stream, 60)).toContain('JE-12')
})

test('small ones add up; up to the tolerance nothing is said, above it all are', () => {
  const small = [late('JE-1', 0, 400n), late('JE-2', 1, 100n)]
  expect(outcome(small, 30, { toleranceMinor: 500n })).toBe('nothing')
  expect(outcome([...small, late('JE-3', 2, 1n)], 30, { toleranceMinor: 500n })).toBe('JE-1 JE-2 JE-3')
})

test('an entry and its reversal leave what was signed as it was; a reversal of something signed does not', () => {
  const pair = [late('JE-1', 0, 500n), late('JE-2', 1, 500n, { reversesId: 'JE-1' })]
  expect(outcome(pair, 30)).toBe('nothing')
  expect(outcome([...pair, late('JE-3', 2, 5n)], 30)).toBe('JE-3')
  expect(outcome([late('JE-4', 0, 500n, { reversesId: 'JE-0' })], 30)).toBe('JE-4')
})

test('entries are named with what they moved, but what is restricted', () => {
  const entries = [late('JE-1', 0, 120_000n), late('JE-2', 0, 5n, { codes: '6400', restricted: true })]
  expect(nameEntries(entries, 'EUR')).toBe('JE-1 1,200.00 EUR on 6200, JE-2 on 6400')
  expect(nameEntries([...entries, ...entries, ...entries], 'EUR')).toMatch(/ and 2 more entries$/)
})

const account = (code: string, kind: Account['kind'], purpose: Account['purpose'] = null) => ({
  code,
  kind,
  purpose,
  control: purpose === 'receivable' ? ('receivable' as const) : null,
})
const CHART = [
  account('1200', 'asset', 'receivable'),
  account('1800', 'asset', 'bank'),
  account('6200', 'expense'),
  account('62001', 'expense'),
  account('6999', 'expense', 'software'),
  account('7000', 'expense'),
]

test.each([
  [['6200'], '6200'],
  [['6000-6999'], '6200 62001 6999'],
  [['6200-6200'], '6200 62001'],
  [['bank', 'receivable'], '1200 1800'],
  [['expense'], '6200 62001 6999 7000'],
  [['all'], '1200 1800 6200 62001 6999 7000'],
  [['9000-9999', 'rent'], ''],
])('%j covers %j', (words, codes) => {
  const scope = readScope(words, CHART, ['bank', 'rent'])
  expect(scope).toMatchObject({ ok: true })
  expect(
    accountsIn(scope.ok ? scope.value : [], CHART)
      .map(({ code }) => code)
      .join(' '),
  ).toBe(codes)
})

test.each([['620x'], ['6999-6000'], ['moon'], ['62']])('%j covers nothing that is known', (word) => {
  expect(readScope([word], CHART, ['bank'])).toMatchObject({ ok: false, problem: expect.stringContaining(word) })
})
