import { describe, expect, test } from 'vitest'
import { type Approver, type ApproverGrant, decidable, mayDecide } from '../../../src/domain/people/approval.js'
import { approvalContent } from '../../../src/domain/people/approval-content.js'
import { loadApprovals } from '../../../src/domain/people/approvals.js'
import { manyOf } from '../../../src/domain/people/define-approval.js'
import { money } from '../../../src/lib/money.js'

const person = (id: string, ...grants: ApproverGrant[]): Approver => ({
  id,
  name: id,
  email: `${id}@lindenhof.test`,
  department: 'Sales',
  slackUserId: null,
  grants,
})
const all: ApproverGrant = { reach: 'all', limits: [] }
const own: ApproverGrant = { reach: 'own', limits: [] }
const upTo = (minor: bigint, department: string | null = null): ApproverGrant => ({
  reach: 'all',
  limits: [{ department, minor }],
})

const approval = { ref: 'APR-1', department: 'Sales', baseMinor: 500_00n, requestedById: 'asker' }
const setting = { usedMinor: 0n, solo: false, baseCurrency: 'EUR' }
const decide = (who: Approver, more: Partial<typeof setting> = {}, about: Partial<typeof approval> = {}) =>
  mayDecide({ ...approval, ...about }, ['preparer'], who, { ...setting, ...more })

describe('who may decide', () => {
  test.each([
    ['a second person', person('bo', all), null],
    ['who asked', person('asker', all), /asked for APR-1 yourself/],
    ['who prepared it', person('preparer', all), /prepared/],
    ['a manager of the department', person('bo', own), null],
    ['within the limit', person('bo', upTo(500_00n)), null],
    ['over the limit', person('bo', upTo(499_99n)), /over 499.99 EUR/],
    [
      'a limit of this department goes before that of all',
      person('bo', {
        reach: 'all',
        limits: [
          { department: null, minor: 1n },
          { department: 'Sales', minor: 500_00n },
        ],
      }),
      null,
    ],
    ['a limit of another department alone', person('bo', upTo(900_00n, 'Support')), /over 0.00 EUR/],
    ['the widest of several roles', person('bo', upTo(1n), all), null],
  ])('%s', (_who, who, refusal) => {
    const decided = decide(who)
    if (refusal === null) expect(decided.ok).toBe(true)
    else expect(decided).toMatchObject({ ok: false, problem: expect.stringMatching(refusal) as string })
  })

  test('a manager decides nothing of another department, or of none', () => {
    for (const department of ['Support', null])
      expect(decide(person('bo', own), {}, { department } as never)).toMatchObject({ ok: false })
  })

  test('a limit counts what was approved for the counterparty this month', () => {
    expect(decide(person('bo', upTo(800_00n)), { usedMinor: 300_00n })).toMatchObject({
      ok: true,
      value: { limitMinor: 800_00n },
    })
    expect(decide(person('bo', upTo(800_00n)), { usedMinor: 300_01n })).toMatchObject({ ok: false })
    expect(decide(person('bo', all), { usedMinor: 9_999_999n })).toMatchObject({
      ok: true,
      value: { limitMinor: null },
    })
  })

  test('only in a company of one person does somebody decide what they asked for', () => {
    expect(decide(person('asker', all), { solo: true }).ok).toBe(true)
    expect(decide(person('preparer', all), { solo: true }).ok).toBe(true)
  })
})

describe('what can still be decided', () => {
  const now = new Date('2026-11-02T09:00:00Z')
  const shown = (total: bigint) =>
    approvalContent({
      title: 'BILL-1 of Acme',
      fields: [{ label: 'Total', value: { money: money(total, 'EUR') } }],
      amount: { money: money(total, 'EUR'), baseMinor: total },
      counterparty: null,
      department: null,
      preparers: [],
    })
  const stored = (more: object) =>
    ({
      ref: 'APR-1',
      title: 'BILL-1 of Acme',
      state: 'asked',
      contentHash: shown(5n).hash,
      expiresAt: null,
      note: null,
      ...more,
    }) as never

  test.each([
    [{}, null],
    [{ contentHash: shown(6n).hash }, /was changed after APR-1 was asked for/],
    [{ expiresAt: now }, /has expired/],
    [{ state: 'void', note: 'it was withdrawn' }, /is void: it was withdrawn/],
    [{ state: 'approved' }, /is approved already/],
  ])('%o', (more, refusal) => {
    const result = decidable(stored(more), shown(5n), now)
    if (refusal === null) expect(result.ok).toBe(true)
    else expect(result).toMatchObject({ ok: false, problem: expect.stringMatching(refusal) as string })
  })

  test('who prepared it is no part of what is bound', () => {
    expect(approvalContent({ ...shown(5n), preparers: ['bo'] } as never).hash).toBe(
      approvalContent({ ...shown(5n), preparers: ['ada'] } as never).hash,
    )
  })
})

test('every kind of decision has a plural that reads', async () => {
  const said = [...(await loadApprovals()).values()].map(manyOf)
  for (const many of said) expect(many).toMatch(/^[a-z]/)
  expect(said).toContain('reopenings of a period')
  expect(said.filter((many) => /\ba .*s$|ys$/.test(many.replace(/ of .*/, '')))).toEqual([])
})
