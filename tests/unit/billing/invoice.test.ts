import { describe, expect, it } from 'vitest'
import { decideIssue, decideVoid, dueDateOf, type Invoice, isOverdue } from '../../../src/domain/billing/invoice.js'

const invoice = (changes: Partial<Invoice> = {}): Invoice => ({
  id: 'i1',
  kind: 'invoice',
  ref: 'DRAFT-17',
  number: null,
  status: 'draft',
  currency: 'EUR',
  draftDate: '2026-11-20',
  issueDate: null,
  dueDate: null,
  termsDays: 30,
  taxPoint: null,
  poNumber: null,
  note: null,
  discountBp: null,
  discountMinor: null,
  netMinor: 100000n,
  taxMinor: 19000n,
  totalMinor: 119000n,
  openMinor: 0n,
  baseOpenMinor: 0n,
  fxRate: null,
  companyId: 'c1',
  contactId: null,
  dealId: null,
  ownerId: null,
  entryId: null,
  correctsId: null,
  disputedAt: null,
  disputeReason: null,
  version: 1,
  ...changes,
})
const issued = invoice({
  number: 'INV-2026-0042',
  status: 'issued',
  issueDate: '2026-11-20',
  dueDate: '2026-12-20',
  openMinor: 119000n,
})

describe('issuing', () => {
  it('dates a draft and says when it is due', () => {
    expect(decideIssue(invoice(), '2027-01-31')).toEqual({
      ok: true,
      value: { issueDate: '2027-01-31', dueDate: '2027-03-02' },
    })
    expect(dueDateOf('2026-11-20', 0)).toBe('2026-11-20')
  })

  it.each([
    [issued, "INV-2026-0042 was issued on 20 Nov 2026. It can't be issued twice."],
    [invoice({ status: 'void' }), "DRAFT-17 was voided and can't be issued. Draft a new invoice instead."],
    [invoice({ totalMinor: 0n }), 'DRAFT-17 adds up to 0.00 EUR. An invoice must ask for more than nothing.'],
  ])('refuses with the reason: %#', (given, problem) => {
    expect(decideIssue(given, '2026-11-20')).toMatchObject({ ok: false, problem })
  })
})

it('only a draft is voided', () => {
  expect(decideVoid(invoice())).toMatchObject({ ok: true, value: { status: 'void' } })
  expect(decideVoid(issued)).toMatchObject({ ok: false, problem: expect.stringContaining('only credited') as unknown })
})

it('an invoice is overdue from the day after it is due, while something is open', () => {
  expect(isOverdue(issued, '2026-12-20')).toBe(false)
  expect(isOverdue(issued, '2026-12-21')).toBe(true)
  expect(isOverdue({ ...issued, status: 'paid' }, '2026-12-21')).toBe(false)
})
