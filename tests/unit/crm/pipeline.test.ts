import { describe, expect, test } from 'vitest'
import { readStages } from '../../../src/bots/commands/pipeline/read-stages.js'
import { checkRemoval, checkStage, reordered, type Stage } from '../../../src/domain/crm/pipeline.js'

const stage = (name: string, kind: Stage['kind'] = 'open'): Stage => ({
  id: name.toLowerCase(),
  pipelineId: 'sales',
  name,
  position: 0,
  probability: 10,
  rotDays: null,
  kind,
  removedAt: null,
  version: 1,
})
const stages = [stage('Lead'), stage('Demo'), stage('Offer'), stage('Won', 'won'), stage('Lost', 'lost')]
const [lead = stage('Lead'), demo = stage('Demo'), , won = stage('Won', 'won')] = stages
const problem = (result: { ok: true } | { ok: false; problem: string }) => (result.ok ? '' : result.problem)

test.each([
  ['offer', 'lead', 'lead offer demo won lost'],
  ['offer', null, 'offer lead demo won lost'],
  ['lead', 'offer', 'demo offer lead won lost'],
])('%s behind %s', (id, after, order) => {
  expect(reordered(stages, id, after).join(' ')).toBe(order)
})

describe('a stage goes', () => {
  test.each([
    ['that is empty', demo, 0, null, ''],
    ['with a place for its deals', demo, 3, lead, ''],
    ['but not with deals that have none', demo, 3, null, '3 deals are in Demo. Where are they to go?'],
    ['but not to itself', demo, 3, demo, 'Name another open stage'],
    ['but not to where deals are won', demo, 3, won, 'Name another open stage'],
    ['but not where deals are won', won, 0, null, 'It can be renamed, not removed.'],
  ])('%s', (_what, from, deals, to, reason) => {
    expect(problem(checkRemoval(from, stages, deals, to))).toContain(reason)
  })

  test('but not the last open one', () => {
    expect(problem(checkRemoval(lead, [lead, won], 0, null))).toContain('only open stage')
  })
})

test.each([
  [{ name: ' ', probability: 10, rotDays: null }, 'name'],
  [{ name: 'Demo', probability: 101, rotDays: null }, 'between 0 and 100'],
  [{ name: 'Demo', probability: 10, rotDays: 0 }, 'One at least'],
])('%o is no stage', (given, reason) => {
  expect(problem(checkStage(given))).toContain(reason)
})

test('stages are read from a line, and one that is none is named', () => {
  expect(readStages('First contact 10% 30d, Trial 40 %,')).toEqual([
    { name: 'First contact', probability: 10, rotDays: 30 },
    { name: 'Trial', probability: 40 },
    { name: 'Won', probability: 100, kind: 'won' },
    { name: 'Lost', probability: 0, kind: 'lost' },
  ])
  expect(() => readStages('Trial 40%, Contract')).toThrow('"Contract" is no stage')
})
