import { describe, expect, it } from 'vitest'
import {
  answered,
  assign,
  type Case,
  type CaseChange,
  caseSubject,
  close,
  customerWrote,
  mergeInto,
  newCase,
  reopen,
  wait,
} from '../../../src/domain/support/case.js'
import { DEFAULT_SUPPORT, deskOf } from '../../../src/domain/support/support-settings.js'
import type { Result } from '../../../src/lib/result.js'

const desk = deskOf({ settings: {}, timeZone: 'UTC', country: 'GB', liveAt: null })
const hours = desk.working
const at = (text: string) => ({ hours, now: new Date(`2026-11-${text}:00Z`) })
const monday = at('23T09:00')
const fresh: Case = {
  ...newCase({ subject: 'Help', source: 'mail' }, DEFAULT_SUPPORT.targets.normal, monday),
  id: 'a',
  ref: 'CASE-1',
}
const after = (one: Case, change: Result<CaseChange>): Case => {
  if (!change.ok) throw new Error(change.problem)
  return { ...one, ...change.value }
}
const problem = (result: Result<unknown>) => (result.ok ? null : result.problem)

describe('a case', () => {
  it('begins new, with a subject on one line', () => {
    expect(fresh).toMatchObject({ status: 'new', priority: 'normal', firstDueAt: new Date('2026-11-23T17:00:00Z') })
    expect(caseSubject(' Re:\n  the\tsensor ')).toBe('Re: the sensor')
    expect(caseSubject('  ')).toBe('(no subject)')
  })

  it('is open once somebody takes it, and keeps its status when nobody has it again', () => {
    const taken = after(fresh, assign(fresh, 'anna', monday.now))
    expect(taken).toMatchObject({ status: 'open', ownerId: 'anna', assignedAt: monday.now })
    expect(problem(assign(taken, 'anna', monday.now))).toBe('CASE-1 has that owner already.')
    expect(after(taken, assign(taken, null, monday.now))).toMatchObject({ status: 'open', ownerId: null })
  })

  it('notes the first answer alone, and goes where the reply says', () => {
    const first = after(fresh, answered(fresh, { byId: 'anna' }, at('23T10:00')))
    expect(first).toMatchObject({ status: 'open', firstUsedSeconds: 3600, lastReplyById: 'anna', firstDueAt: null })
    const second = after(first, answered(first, { byId: 'ben', next: 'waiting' }, at('23T11:00')))
    expect(second).toMatchObject({ status: 'waiting', firstUsedSeconds: 3600, usedSeconds: 7200, lastReplyById: 'ben' })
    expect(after(second, answered(second, { byId: 'ben' }, at('23T12:00'))).status).toBe('waiting')
    expect(after(second, answered(second, { byId: 'ben', next: 'open' }, at('23T12:00')))).toMatchObject({
      status: 'open',
      usedSeconds: 7200,
      runningSince: at('23T12:00').now,
    })
    const settled = after(first, answered(first, { byId: 'anna', next: 'closed' }, at('23T12:00')))
    expect(settled).toMatchObject({ status: 'closed', closedAs: 'solved', runningSince: null, dueAt: null })
    expect(problem(answered(settled, { byId: 'anna' }, monday))).toContain('case reopen CASE-1')
  })

  it('comes back to us when its customer writes while it waits, or lately after it was closed', () => {
    const write = (one: Case, when: ReturnType<typeof at>) => customerWrote(one, { at: when.now, reopenDays: 14 }, when)
    expect(write(fresh, at('23T10:00'))).toEqual({ effect: 'add', change: { lastCustomerAt: at('23T10:00').now } })
    const waiting = after(fresh, wait(fresh, at('23T10:00')))
    expect(write(waiting, at('25T10:00'))).toMatchObject({
      effect: 'reopen',
      change: { usedSeconds: 3600, status: 'new' },
    })
    const closed = after(waiting, close(waiting, { as: 'solved', resolution: 'It was off.' }, at('01T10:00')))
    expect(write(closed, at('15T10:00'))).toMatchObject({
      effect: 'reopen',
      change: { closedAt: null, closedAs: null, resolution: null, usedSeconds: 3600 },
    })
    expect(write(closed, at('15T10:01'))).toEqual({ effect: 'follow', change: {} })
    expect(write({ ...closed, closedAs: 'spam' }, at('02T10:00')).effect).toBe('add')
  })

  it('does nothing twice, and says what to do instead', () => {
    const waiting = after(fresh, wait(fresh, monday))
    expect(problem(wait(waiting, monday))).toBe('CASE-1 is waiting for its customer already.')
    expect(problem(reopen(fresh, monday))).toBe('CASE-1 is open already.')
    const closed = after(fresh, close(fresh, { as: 'spam', resolution: null }, monday))
    expect(problem(close(closed, { as: 'spam', resolution: null }, monday))).toBe('CASE-1 is closed already.')
    expect(problem(wait(closed, monday))).toContain('is closed. Reopen it first')
    expect(problem(assign(closed, 'anna', monday.now))).toContain('is closed')
  })

  it('goes on in another that is about the same', () => {
    const other = { ...fresh, id: 'b', ref: 'CASE-2' }
    const merged = after(other, mergeInto(other, fresh, monday))
    expect(merged).toMatchObject({ status: 'closed', closedAs: 'merged', mergedIntoId: 'a' })
    expect(problem(reopen(merged, monday))).toContain('case unmerge CASE-2')
    expect(problem(mergeInto(fresh, merged, monday))).toContain('CASE-2 is part of another case itself')
    expect(problem(mergeInto(fresh, fresh, monday))).toContain('itself')
  })
})
