import { describe, expect, it } from 'vitest'
import type { CloseTask, TaskState } from '../../../src/domain/close/close-task.js'
import type { Finding } from '../../../src/domain/close/define-check.js'
import { balanceLines, fluxLines, fluxSpans } from '../../../src/domain/close/flux.js'
import { forecastClose, usualDays } from '../../../src/domain/close/forecast-close.js'
import { type Excuse, judge, judgeFinding, stoodAt } from '../../../src/domain/close/judge-finding.js'
import { workingCalendar } from '../../../src/domain/people/working-days.js'
import { money } from '../../../src/lib/money.js'

const eur = (minor: bigint) => money(minor, 'EUR')
const finding = (rows: Record<string, bigint | null>): Finding => ({
  columns: [{ key: 'key', label: 'Row', type: 'text' }],
  against: Object.entries(rows).map(([key, minor]) => ({
    key,
    amount: minor === null ? null : eur(minor),
    cells: { key },
  })),
  proves: [{ key: 'all' }],
  says: ({ length }) => (length === 0 ? 'All holds.' : `${length} stand.`),
})
const excuse = (rowKey: string, stoodAt: string): Excuse => ({
  id: rowKey,
  rowKey,
  stoodAt,
  reason: 'Agreed',
  byName: 'Carl',
})

describe('what a finding comes to', () => {
  it.each([
    { rows: {}, excuses: [], passed: true, says: 'All holds.', lapsed: [] },
    { rows: { A: 100n }, excuses: [], passed: false, says: '1 stand.', lapsed: [] },
    { rows: { A: 100n }, excuses: [excuse('A', '1.00 EUR')], passed: true, says: 'All holds. (1 excused)', lapsed: [] },
    { rows: { A: 101n }, excuses: [excuse('A', '1.00 EUR')], passed: false, says: '1 stand.', lapsed: ['A'] },
    { rows: { B: 100n }, excuses: [excuse('A', '1.00 EUR')], passed: false, says: '1 stand.', lapsed: ['A'] },
    { rows: { A: null }, excuses: [excuse('A', 'A')], passed: true, says: 'All holds. (1 excused)', lapsed: [] },
    { rows: { A: null }, excuses: [excuse('A', '')], passed: false, says: '1 stand.', lapsed: ['A'] },
    { rows: { A: 5n, B: -5n }, excuses: [], passed: true, says: 'All holds. (2 within the tolerance)', lapsed: [] },
    { rows: { A: 6n }, excuses: [], passed: false, says: '1 stand.', lapsed: [] },
  ])('$rows with $excuses.length excuses: $says', ({ rows, excuses, passed, says, lapsed }) => {
    const verdict = judgeFinding(finding(rows as Record<string, bigint | null>), excuses, eur(5n))
    expect(verdict).toMatchObject({ passed, summary: says })
    expect(verdict.lapsed.map(({ id }) => id)).toEqual(lapsed)
  })

  it('takes a row to stand at its amount and at what is behind it, and without either at all that it shows', () => {
    const row = { amount: eur(0n), stands: '2 lines open', cells: {} }
    expect(stoodAt(row)).toBe('0.00 EUR, 2 lines open')
    expect(stoodAt({ ...row, amount: null })).toBe('2 lines open')
    expect(
      stoodAt({ amount: null, cells: { deal: { ref: 'DEAL-1', title: 'Roof' }, won: { date: '2026-10-30' } } }),
    ).toBe('DEAL-1, 2026-10-30')
  })

  it('tolerates and excuses nothing of a strict check', () => {
    const asked = { excuses: [excuse('A', '0.01 EUR')], tolerance: eur(5n) }
    expect(judge({}, finding({ A: 1n }), asked).passed).toBe(true)
    expect(judge({ strict: true }, finding({ A: 1n }), asked)).toMatchObject({ passed: false, summary: '1 stand.' })
    expect(judge({ strict: true }, finding({}), asked).passed).toBe(true)
  })

  it('tolerates nothing in another currency, and says in the proof who excused what', () => {
    expect(judgeFinding(finding({ A: 1n }), [], money(5n, 'USD')).passed).toBe(false)
    const { proof } = judgeFinding(finding({ A: 100n, B: 200n }), [excuse('A', '1.00 EUR')], eur(0n))
    expect(proof.rows).toEqual([
      { key: 'A', excused: 'Agreed (Carl)' },
      { key: 'B', excused: null },
    ])
  })
})

const calendar = workingCalendar('DE')

/** `task('c', ['a', 'b'])`, ready when it waits for nobody. */
function task(key: string, dependsOn: string[] = [], over: Partial<CloseTask & { blockedUntil: string }> = {}) {
  const state: TaskState = dependsOn.length > 0 ? 'waiting' : 'ready'
  const nobody = { ownerId: null, reviewerId: null, doneById: null, approvedById: null, checkName: null }
  const none = { reviewRequired: false, selfApproved: false, evidenceRequired: false, evidence: 0, version: 1 }
  const named = { id: key, ref: key, key, title: key, dueOn: '2026-11-03', state, dependsOn }
  return { ...named, ...nobody, ...none, blockedUntil: null, ...over }
}

describe('when a close will be finished', () => {
  // Friday 6 November 2026.
  const today = '2026-11-06'

  it('adds up the usual days along the longest way, over a weekend', () => {
    const usual = new Map([
      ['payroll', 2],
      ['flux', 1],
      ['sign', 1],
    ])
    const tasks = [
      task('drafts', [], { checkName: 'x' }),
      task('payroll'),
      task('flux', ['drafts', 'payroll']),
      task('sign', ['flux']),
    ]
    const { finishOn, path, finishes } = forecastClose(tasks, usual, today, calendar)
    expect(path).toEqual(['payroll', 'flux', 'sign'])
    expect(finishes.get('payroll')).toBe('2026-11-10')
    expect(finishOn).toBe('2026-11-12')
  })

  it('begins a blocked task when it is free, and says where nobody knows when', () => {
    const blocked = task('hr', [], { state: 'blocked', blockedUntil: '2026-11-13' })
    expect(forecastClose([blocked, task('sign', ['hr'])], new Map(), today, calendar)).toMatchObject({
      finishOn: '2026-11-17',
      path: ['hr', 'sign'],
      unsure: [],
    })
    expect(forecastClose([task('hr', [], { state: 'blocked' })], new Map(), today, calendar).unsure).toEqual(['hr'])
  })

  it('has no path when all is done, and counts what is done as nothing', () => {
    const done = task('a', [], { state: 'approved' })
    expect(forecastClose([done], new Map(), today, calendar)).toMatchObject({ finishOn: null, path: [] })
    expect(forecastClose([done, task('b', ['a'], { state: 'ready' })], new Map(), today, calendar).path).toEqual(['b'])
  })

  it('takes the median of the past in working days', () => {
    const past = [
      { key: 'payroll', readyOn: '2026-08-03', doneOn: '2026-08-04' },
      { key: 'payroll', readyOn: '2026-09-04', doneOn: '2026-09-08' },
      { key: 'payroll', readyOn: '2026-10-01', doneOn: '2026-10-20' },
    ]
    expect(usualDays(past, calendar).get('payroll')).toBe(2)
  })
})

describe('flux', () => {
  const move = (code: string, month: string, movement: bigint) =>
    ({ code, name: code, kind: 'expense', month, movement }) as const
  const limits = { aboveMinor: 1_000_00n, abovePercent: 10n }
  const lineOf = (now: bigint, last: bigint, budget?: bigint) =>
    fluxLines(
      {
        now: [move('6100', '2026-10', now)],
        last: [move('6100', '2026-09', last)],
        lastYear: [],
        budget: new Map(budget === undefined ? [] : [['6100', budget]]),
      },
      limits,
    )[0]

  it.each([
    { now: 5_000_00n, last: 5_000_00n, far: [] },
    { now: 6_000_00n, last: 5_000_00n, far: [] }, // just the amount, not above it
    { now: 6_000_01n, last: 5_000_00n, far: ['last period'] },
    { now: 102_000_00n, last: 100_000_00n, far: [] }, // 2 %
    { now: 900_00n, last: 0n, far: [] }, // from nothing, and small
    { now: 0n, last: 2_000_00n, far: ['last period'] },
    { now: 5_000_00n, last: 5_000_00n, budget: -3_000_00n, far: ['budget'] },
  ])('$now after $last is far from $far', ({ now, last, budget, far }) => {
    expect(lineOf(now, last, budget)?.farFrom).toEqual(far)
  })

  it('compares what stands on the balance sheet, and asks nobody of what another check proves', () => {
    const spans = fluxSpans({ startsOn: '2026-10-01', endsOn: '2026-10-31' })
    const stands = (code: string, month: string, movement: bigint, more: object = {}) =>
      ({
        accountId: code,
        code,
        name: code,
        kind: 'liability',
        purpose: null,
        control: null,
        month,
        movement,
        ...more,
      }) as const
    const moved = [
      stands('2300', '2025-03', -9_000_00n, { purpose: 'loan' }),
      stands('2300', '2026-10', 4_000_00n, { purpose: 'loan' }),
      stands('1100', '2026-10', 50_000_00n, { kind: 'asset', control: 'receivable' }),
      stands('1250', '2026-10', 50_000_00n, { kind: 'asset' }),
      stands('2200', '2026-10', -7_000_00n, { purpose: 'tax-output' }),
      stands('2900', '2025-01', 10n),
      stands('2900', '2025-02', -10n),
      stands('4000', '2026-10', -90_000_00n, { kind: 'income' }),
    ]
    const budget = new Map([
      ['2300', -9_000_00n],
      ['2200', 0n],
    ])
    const lines = balanceLines(moved, spans, { banks: new Set(['1250']), limits, budget })
    expect(
      lines.map(({ code, nowMinor, lastMinor, lastYearMinor, farFrom }) => [
        code,
        nowMinor,
        lastMinor,
        lastYearMinor,
        farFrom,
      ]),
    ).toEqual([
      ['2300', -5_000_00n, -9_000_00n, -9_000_00n, ['last period', 'last year', 'budget']],
      ['1100', 50_000_00n, 0n, 0n, []],
      ['1250', 50_000_00n, 0n, 0n, []],
      ['2200', -7_000_00n, 0n, 0n, []],
    ])
  })

  it('compares a quarter with the quarter before, and with the same a year ago', () => {
    expect(fluxSpans({ startsOn: '2026-01-01', endsOn: '2026-03-31' })).toEqual({
      now: { from: '2026-01', to: '2026-03' },
      last: { from: '2025-10', to: '2025-12' },
      lastYear: { from: '2025-01', to: '2025-03' },
    })
  })
})
