import { describe, expect, it } from 'vitest'
import { DEFAULT_LADDER, hasEnded, levelByHand, levelOf, type Overdue } from '../../../src/domain/billing/dunning.js'
import { withLevel, withoutLevel } from '../../../src/domain/billing/dunning-ladder.js'
import { addDays, type IsoDate } from '../../../src/lib/dates.js'
import { money } from '../../../src/lib/money.js'

const invoice = (more: Partial<Overdue> = {}): Overdue => ({
  invoiceId: 'i',
  name: 'INV-1',
  dueDate: '2026-10-01',
  open: money(100_00n, 'EUR'),
  reminded: 0,
  remindedOn: null,
  ended: false,
  dealId: null,
  version: 1,
  ...more,
})

/** Lives through days: which step went out on which, and on which a person was told. */
function live(from: IsoDate, days: number) {
  let now = invoice()
  const sent: [IsoDate, number][] = []
  const ended: IsoDate[] = []
  for (let day = from; day < addDays(from, days); day = addDays(day, 1)) {
    if (hasEnded(now, DEFAULT_LADDER, day)) {
      ended.push(day)
      now = { ...now, ended: true }
    }
    const step = levelOf(now, DEFAULT_LADDER, day)
    if (step === null) continue
    sent.push([day, step.position])
    now = { ...now, reminded: step.position, remindedOn: day }
  }
  return { sent, ended }
}

describe('the ladder of reminders', () => {
  it('is climbed on its days, and is at its end after the last', () => {
    expect(live('2026-10-01', 200)).toEqual({
      sent: [
        ['2026-10-04', 1],
        ['2026-10-15', 2],
        ['2026-10-31', 3],
      ],
      ended: ['2026-11-07'],
    })
  })

  it('keeps its distances for what is long due when reminders begin', () => {
    expect(live('2026-11-10', 200)).toEqual({
      sent: [
        ['2026-11-10', 1],
        ['2026-11-21', 2],
        ['2026-12-07', 3],
      ],
      ended: ['2026-12-14'],
    })
  })

  it('passes over a step that a company dropped, and ends where it took the last ones away', () => {
    const [first, , third] = DEFAULT_LADDER
    if (!first || !third) throw new Error('the ladder has three steps')
    const once = invoice({ reminded: 1, remindedOn: '2026-10-04' })
    expect(levelOf(once, [first, third], '2026-10-30')).toBeNull()
    expect(levelOf(once, [first, third], '2026-10-31')?.position).toBe(3)
    expect(levelOf(once, [first], '2027-01-01')).toBeNull()
    expect(hasEnded(once, [first], '2026-10-11')).toBe(true)
  })

  it('lets a person go on at once, and repeat the last step', () => {
    const once = invoice({ reminded: 1, remindedOn: '2026-11-10' })
    expect(levelByHand(once, DEFAULT_LADDER, '2026-11-10')?.position).toBe(2)
    expect(
      levelByHand(invoice({ reminded: 3, remindedOn: '2026-11-10' }), DEFAULT_LADDER, '2026-12-30')?.position,
    ).toBe(3)
    expect(levelByHand(invoice(), DEFAULT_LADDER, '2026-10-02')).toBeNull()
  })
})

describe('a ladder of one’s own', () => {
  const said = (result: ReturnType<typeof withLevel>) =>
    result.ok ? result.value.map(({ position, name, afterDays }) => `${position} ${name} ${afterDays}`) : result.problem

  it('changes a step, adds one at its end, and takes one away', () => {
    expect(said(withLevel(DEFAULT_LADDER, 2, { afterDays: 10, tone: 'final' }))).toEqual([
      '1 reminder 3',
      '2 second reminder 10',
      '3 final reminder 30',
    ])
    expect(said(withLevel(DEFAULT_LADDER, 4, { name: 'last call', afterDays: 45, tone: 'final' }))).toContain(
      '4 last call 45',
    )
    expect(said(withoutLevel(DEFAULT_LADDER, 2))).toEqual(['1 reminder 3', '3 final reminder 30'])
  })

  it('says what is out of order, missing or not there', () => {
    expect(said(withLevel(DEFAULT_LADDER, 2, { afterDays: 30 }))).toBe(
      'Step 3 (30 days) must come later than step 2 (30 days).',
    )
    expect(said(withLevel(DEFAULT_LADDER, 4, { afterDays: 45 }))).toMatch(/needs a name, days and a tone/)
    expect(said(withLevel(DEFAULT_LADDER, 7, { afterDays: 45 }))).toBe(
      'The ladder has the steps 1, 2, 3; the next is 4.',
    )
    expect(said(withoutLevel(DEFAULT_LADDER.slice(0, 1), 1))).toMatch(/at least one step/)
  })
})
