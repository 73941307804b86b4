import { describe, expect, it, test } from 'vitest'
import { makeMember, type Staff } from '../../../src/domain/people/staff.js'
import { isBig, usualOf } from '../../../src/domain/signals/big-payment.js'
import { chooseHearer, type Hearers } from '../../../src/domain/signals/hearer.js'
import { isNewlyQuiet, rhythmOf } from '../../../src/domain/signals/rhythm.js'
import { salesAddresses } from '../../../src/domain/signals/sales-address.js'
import { isCool, isMuted, mutedCompany, mutedKind } from '../../../src/domain/signals/signal.js'
import { isOff, signalChange, thresholdOf } from '../../../src/domain/signals/signal-settings.js'
import { loadSignals } from '../../../src/domain/signals/signals.js'
import { addDays } from '../../../src/lib/dates.js'

const signals = await loadSignals()

test('the signals of this house', () => {
  expect(signals.map(({ name }) => name)).toEqual([
    'big-payment',
    'champion-bounces',
    'deal-without-step',
    'gone-quiet',
    'new-domain',
    'overdue-with-deal',
    'renewal-due',
    'unknown-sender',
  ])
})

test.each(signals.map((signal) => [signal.name, signal] as const))(
  '%s says what it looks for, and when',
  (_, signal) => {
    expect(signal.looksFor).toMatch(/^[A-Z].+\.$/)
    expect(signal.title).toMatch(/^[A-Z].+[^.]$/)
    expect(signal.daily || signal.on.length > 0).toBe(true)
    const { threshold } = signal
    if (threshold) expect(threshold.is >= threshold.from && threshold.is <= threshold.to).toBe(true)
  },
)

/** Days on which somebody wrote, by the gaps between them. */
const days = (...gaps: number[]) => gaps.reduce((all, gap) => [...all, addDays(all.at(-1) ?? '', gap)], ['2026-01-01'])

describe('a rhythm', () => {
  it.each([
    ['six gaps are enough', [7, 7, 7, 7, 7, 7], 14],
    ['of who writes every other week', [14, 14, 14, 14, 14, 14, 14, 14], 21],
    ['a long holiday does not move it', [10, 10, 10, 10, 10, 10, 10, 10, 10, 90], 15],
    ['two of them do', [10, 10, 10, 10, 10, 10, 10, 10, 60, 60], 90],
  ])('%s', (_, gaps, limit) => {
    const rhythm = rhythmOf(days(...gaps), 150)
    expect(rhythm?.quietAfter).toBe(addDays(rhythm?.last ?? '', limit))
  })

  it('is none of too little, nor of who hardly writes', () => {
    expect(rhythmOf(days(7, 7, 7, 7, 7), 150)).toBeNull()
    expect(rhythmOf([], 150)).toBeNull()
    expect(rhythmOf(days(150, 150, 150, 150, 150, 150), 150)).toBeNull()
  })

  it('is broken for a week: before it is nothing, after it no news', () => {
    const rhythm = rhythmOf(days(7, 7, 7, 7, 7, 7), 150)
    if (!rhythm) throw new Error('no rhythm')
    const quiet = (after: number, liveOn = '2026-01-01') =>
      isNewlyQuiet(rhythm, addDays(rhythm.quietAfter, after), liveOn)
    expect([0, 1, 7, 8].map((after) => quiet(after))).toEqual([false, true, true, false])
    expect(quiet(2, addDays(rhythm.quietAfter, 1))).toBe(false)
  })
})

describe('a big payment', () => {
  const all = [...Array<bigint>(17).fill(100n), 900n, 900n, 900n]
  it.each([
    ['three times the own usual, and above nearly all', 1000n, [300n, 300n, 300n], true],
    ['not three times the own', 1000n, [400n, 400n, 400n], false],
    ['usual among all', 900n, [50n, 50n, 50n], false],
    ['of a new customer, against all', 1000n, [10n], true],
  ])('%s', (_, amount, own, expected) => {
    const usual = usualOf(own, all)
    expect(usual && isBig(amount, usual, 3)).toBe(expected)
  })

  it('is none before there is enough to compare with', () => expect(usualOf([1n, 1n, 1n], all.slice(1))).toBeNull())
})

describe('who hears', () => {
  const person = (id: string, more: Partial<Staff> = {}): Staff => ({
    id,
    email: `${id}@x.test`,
    name: id,
    title: null,
    department: null,
    timeZone: 'UTC',
    morningHour: 9,
    slackUserId: null,
    active: true,
    awayFrom: null,
    awayUntil: null,
    managerId: null,
    delegateId: null,
    version: 1,
    ...more,
  })
  const now = new Date('2026-11-23T10:00:00Z')
  const signal = { needs: 'deal.read' as const, also: ['invoice.read' as const] }
  const hearers = (colleagues: Staff[], rights: Record<string, string[]>, more: Partial<Hearers> = {}): Hearers => ({
    colleagues,
    members: new Map(
      colleagues.map((each) => [each.id, makeMember(each, [{ name: 'r', capabilities: rights[each.id] ?? [] }])]),
    ),
    instead: [],
    load: new Map(),
    ...more,
  })
  const all = ['deal.read', 'invoice.read']
  const choose = (setting: Hearers, ownerId: string | null = 'dana') =>
    chooseHearer(setting, signal as never, ownerId, now)

  it('is the owner, or who stands in while they are away', () => {
    const away = { awayUntil: '2026-12-01', delegateId: 'ben' }
    expect(choose(hearers([person('dana')], { dana: all }))).toBe('dana')
    expect(choose(hearers([person('dana', away), person('ben')], { dana: all, ben: all }))).toBe('ben')
  })

  it('is their manager where who stands in may not see it, and nobody where nobody may', () => {
    const dana = person('dana', { awayUntil: '2026-12-01', delegateId: 'ben', managerId: 'max' })
    const people = [dana, person('ben'), person('max')]
    expect(choose(hearers(people, { dana: all, ben: ['deal.read:own', 'invoice.read'], max: all }))).toBe('max')
    expect(
      choose(hearers(people, { dana: all, ben: ['deal.read'], max: ['deal.read', 'invoice.read:own'] })),
    ).toBeNull()
  })

  it('of what is nobody’s is the one of those who look after it with the least to do', () => {
    const people = [person('max'), person('mia')]
    const more = { instead: ['max', 'mia'], load: new Map([['max', 2]]) }
    expect(choose(hearers(people, { max: all, mia: all }, more), null)).toBe('mia')
    expect(choose(hearers(people, { max: all, mia: ['deal.read:own', 'invoice.read'] }, more), null)).toBe('max')
  })

  it('ends in a circle of managers', () => {
    const people = [person('dana', { managerId: 'max' }), person('max', { managerId: 'dana' })]
    expect(choose(hearers(people, {}))).toBeNull()
  })
})

test('a subject is spoken of again after its cooldown', () => {
  const now = new Date('2026-11-23T10:00:00Z')
  expect(isCool(null, 30, now)).toBe(true)
  expect(isCool(new Date('2026-10-24T10:00:00Z'), 30, now)).toBe(true)
  expect(isCool(new Date('2026-10-24T10:00:01Z'), 30, now)).toBe(false)
})

test('a mute is of all signals, of one kind, or of one customer', () => {
  const row = { name: 'gone-quiet', companyId: 'c1' }
  expect(isMuted(new Set(['signal']), row)).toBe(true)
  expect(isMuted(new Set([mutedKind('gone-quiet')]), row)).toBe(true)
  expect(isMuted(new Set([mutedCompany('c1')]), row)).toBe(true)
  expect(isMuted(new Set([mutedKind('big-payment'), mutedCompany('c2')]), row)).toBe(false)
})

test('a company’s own settings are kept only as far as they differ', () => {
  const signal = { name: 'renewal-due', threshold: { label: 'Days', is: 60, from: 7, to: 365 } }
  const set = signalChange({}, signal, { off: true, threshold: 90 })
  expect([isOff(set, signal), thresholdOf(set, signal)]).toEqual([true, 90])
  expect(signalChange(set, signal, { off: false, threshold: 60 })).toEqual({ signals: null })
  const other = { name: 'gone-quiet' }
  expect(signalChange(set, other, { off: true })).toEqual({
    signals: { 'renewal-due': { off: true, threshold: 90 }, 'gone-quiet': { off: true } },
  })
})

test('sales is written to at sales@ of a domain of ours, or where the company says', () => {
  const usual = salesAddresses({}, ['info@us.test', 'sales@us.test'])
  expect(['sales@us.test', 'sales@them.test', 'info@us.test'].map(usual)).toEqual([true, false, false])
  const named = salesAddresses({ salesAddresses: 'Hello@us.test, new@us.test' }, ['sales@us.test'])
  expect(['hello@us.test', 'new@us.test', 'sales@us.test'].map(named)).toEqual([true, true, false])
})
