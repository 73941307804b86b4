import { describe, expect, test } from 'vitest'
import type { Company } from '../../../src/domain/crm/company.js'
import {
  checkDeal,
  type Deal,
  daysInStage,
  isStale,
  lose,
  moveTo,
  reopen,
  stageProgress,
  weighted,
  win,
} from '../../../src/domain/crm/deal.js'
import { checkPipeline, defaultPipeline, type Stage } from '../../../src/domain/crm/pipeline.js'
import { money } from '../../../src/lib/money.js'

const stages: Stage[] = defaultPipeline.stages.map((stage, position) => ({
  id: stage.name.toLowerCase(),
  pipelineId: 'sales',
  name: stage.name,
  position,
  probability: stage.probability,
  rotDays: stage.rotDays ?? null,
  kind: stage.kind ?? 'open',
  removedAt: null,
  version: 1,
}))
const stage = (name: string): Stage => {
  const found = stages.find(({ id }) => id === name)
  if (!found) throw new Error(name)
  return found
}

const now = new Date('2026-11-23T09:00:00Z')
const today = '2026-11-23'
const deal: Deal = {
  id: 'd',
  ref: 'DEAL-1',
  title: 'Acme renewal',
  status: 'open',
  amount: money(5_000_000n, 'EUR'),
  currency: 'EUR',
  probability: null,
  forecastCategory: null,
  expectedClose: null,
  closedOn: null,
  stageSince: new Date('2026-11-01T09:00:00Z'),
  nextStep: null,
  nextStepDue: null,
  source: null,
  lostReason: null,
  wonReason: null,
  poNumber: null,
  companyId: 'acme',
  contactId: null,
  ownerId: 'dana',
  ownerAtCloseId: null,
  stageId: 'lead',
  tags: [],
  custom: {},
  version: 3,
}
const won: Deal = { ...deal, status: 'won', stageId: 'won', closedOn: today, ownerAtCloseId: 'dana' }
const lost: Deal = { ...deal, status: 'lost', stageId: 'lost', closedOn: today, lostReason: 'price' }

describe('what may happen to a deal', () => {
  test.each([
    [
      'moves to another open stage',
      moveTo(deal, stage('lead'), stage('proposal'), now),
      { stageId: 'proposal', stageSince: now },
    ],
    [
      'is won for its owner',
      win(deal, stage('won'), { on: today, today }, now),
      { status: 'won', stageId: 'won', stageSince: now, closedOn: today, wonReason: null, ownerAtCloseId: 'dana' },
    ],
    [
      'is lost with a reason',
      lose(deal, stage('lost'), ' too late ', { on: '2026-11-20', today }, now),
      {
        status: 'lost',
        stageId: 'lost',
        stageSince: now,
        closedOn: '2026-11-20',
        lostReason: 'too late',
        ownerAtCloseId: 'dana',
      },
    ],
    [
      'opens again and ages on',
      reopen(won, stage('proposal'), deal.stageSince),
      {
        status: 'open',
        stageId: 'proposal',
        stageSince: deal.stageSince,
        closedOn: null,
        lostReason: null,
        wonReason: null,
        ownerAtCloseId: null,
      },
    ],
    [
      'goes to another pipeline',
      moveTo(deal, stage('lead'), { ...stage('proposal'), pipelineId: 'other' }, now),
      { stageId: 'proposal', stageSince: now },
    ],
  ])('%s', (_what, result, change) => {
    expect(result).toEqual({ ok: true, value: change })
  })

  test.each([
    ['move where it is', moveTo(deal, stage('lead'), stage('lead'), now)],
    ['move to won', moveTo(deal, stage('lead'), stage('won'), now)],
    ['move to lost', moveTo(deal, stage('lead'), stage('lost'), now)],
    ['move when closed', moveTo(won, stage('won'), stage('lead'), now)],
    ['be won twice', win(won, stage('won'), { on: today, today }, now)],
    ['be won when lost', win(lost, stage('won'), { on: today, today }, now)],
    ['be won tomorrow', win(deal, stage('won'), { on: '2026-11-24', today }, now)],
    ['be lost without a reason', lose(deal, stage('lost'), '  ', { on: today, today }, now)],
    ['be lost when won', lose(won, stage('lost'), 'price', { on: today, today }, now)],
    ['be reopened when open', reopen(deal, stage('lead'), now)],
    ['be reopened into a closed stage', reopen(won, stage('lost'), now)],
  ])('it can not %s', (_what, result) => {
    expect(result.ok ? '' : result.problem).toMatch(/\w/)
  })
})

test('a new deal needs a title, an open stage, no negative amount and a contact of its company', () => {
  const company: Company = { ...({} as Company), id: 'acme', name: 'Acme' }
  const input = { title: '  Acme   renewal ', companyId: 'acme', ownerId: 'dana' }
  expect(checkDeal(input, stage('lead'), company, null)).toMatchObject({ ok: true, value: { title: 'Acme renewal' } })
  expect(checkDeal({ ...input, title: ' ' }, stage('lead'), company, null).ok).toBe(false)
  expect(checkDeal(input, stage('won'), company, null).ok).toBe(false)
  expect(checkDeal({ ...input, amount: money(-1n, 'EUR') }, stage('lead'), company, null).ok).toBe(false)
  const stranger = {
    id: 'c',
    ref: 'CT-1',
    name: 'Ada',
    title: null,
    origin: 'manual' as const,
    consent: [],
    tags: [],
    custom: {},
    mergedIntoId: null,
    lastContactedAt: null,
    companyId: 'other',
    ownerId: null,
    version: 1,
  }
  expect(checkDeal(input, stage('lead'), company, stranger).ok).toBe(false)
})

test.each([
  [1n, 50, 1n],
  [1n, 49, 0n],
  [100_005n, 10, 10_001n],
  [5_000_000n, 0, 0n],
  [5_000_000n, 100, 5_000_000n],
])('%d minor units at %d %% are worth %d', (minor, percent, worth) => {
  expect(weighted(money(minor, 'EUR'), percent)).toEqual(money(worth, 'EUR'))
})

test('days in a stage are days of the reader’s calendar', () => {
  const since = new Date('2026-11-22T23:30:00Z')
  expect(daysInStage(since, now, 'UTC')).toBe(1)
  expect(daysInStage(since, now, 'Europe/Berlin')).toBe(0)
  expect(isStale(15, 14)).toBe(true)
  expect(isStale(14, 14)).toBe(false)
  expect(isStale(400, null)).toBe(false)
})

test('progress counts the open stages', () => {
  expect(stageProgress(stages, 'lead')).toEqual({ done: 1, total: 4 })
  expect(stageProgress(stages, 'negotiation')).toEqual({ done: 4, total: 4 })
  expect(stageProgress(stages, 'won')).toEqual({ done: 4, total: 4 })
  expect(stageProgress(stages, 'lost')).toEqual({ done: 0, total: 4 })
})

test('a pipeline begins somewhere and ends in one stage won and one lost', () => {
  expect(checkPipeline(defaultPipeline).ok).toBe(true)
  const without = (name: string) => ({ name: 'x', stages: defaultPipeline.stages.filter((each) => each.name !== name) })
  expect(checkPipeline(without('Won')).ok).toBe(false)
  expect(checkPipeline(without('Lost')).ok).toBe(false)
  expect(checkPipeline({ name: ' ', stages: defaultPipeline.stages }).ok).toBe(false)
  const twice = [...defaultPipeline.stages, { name: 'LEAD', probability: 5 }]
  expect(checkPipeline({ name: 'x', stages: twice }).ok).toBe(false)
  expect(checkPipeline({ name: 'x', stages: [...defaultPipeline.stages, { name: 'Odd', probability: 101 }] }).ok).toBe(
    false,
  )
})
