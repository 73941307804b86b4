import { describe, expect, it } from 'vitest'
import { certainMatches } from '../../../src/domain/banking/certain-matches.js'
import type { BankLine } from '../../../src/domain/banking/line-store.js'
import type { MatchBook, OpenItem } from '../../../src/domain/banking/match-book.js'
import { foldedText, names } from '../../../src/domain/banking/named-items.js'
import { proposeMatch } from '../../../src/domain/banking/propose-match.js'
import { uniqueSubset } from '../../../src/domain/banking/subset-sum.js'

const line = (more: Partial<BankLine>): BankLine => ({
  id: 'l1',
  ref: 'LINE-1',
  bookingDate: '2026-11-20',
  valueDate: null,
  amountMinor: 119_000n,
  currency: 'EUR',
  originalMinor: null,
  originalCurrency: null,
  counterpartyName: null,
  counterpartyAccount: null,
  remittance: null,
  reference: null,
  endToEndId: null,
  bankReference: null,
  typeCode: null,
  state: 'open',
  asideReason: null,
  bankAccountId: 'b1',
  statementId: 's1',
  version: 1,
  ...more,
})

const invoice = (
  number: string,
  openMinor: bigint,
  companyId = 'nordwind',
  more: Partial<OpenItem> = {},
): OpenItem => ({
  kind: 'invoice',
  id: number,
  name: number,
  references: [number],
  direction: 'in',
  party: { companyId },
  partyName: companyId,
  currency: 'EUR',
  openMinor,
  since: '2026-11-01',
  ...more,
})

const book = (items: readonly OpenItem[], more: Partial<MatchBook> = {}): MatchBook => ({
  items,
  untold: [],
  past: [],
  rules: [],
  own: new Map(),
  partiesByAccount: new Map(),
  partiesByName: new Map([['nordwind', new Set(['nordwind'])]]),
  ...more,
})

const A = invoice('INV-2026-0042', 119_000n)
const B = invoice('INV-2026-0043', 59_500n)
const C = invoice('INV-2026-0044', 119_000n, 'acme')

/** What comes of a line: what it settles, and whether without asking. */
const told = (given: Partial<BankLine>, items: readonly OpenItem[] = [A, B, C], more: Partial<MatchBook> = {}) =>
  proposeMatch(line(given), book(items, more)).map(({ does, certain, by }) => [
    by,
    does.kind === 'settle' ? does.items.map(({ name }) => name).join(' ') : does.kind,
    certain,
  ])

describe('a reference in the payer’s text', () => {
  it.each([
    ['Rechnung inv 2026/0042', true],
    ['RE:INV20260042.', true],
    ['INV-2026-00421', false],
    ['2026-0042', false],
    ['', false],
  ])('%j', (remittance, found) => {
    expect(names(foldedText(line({ remittance })), 'INV-2026-0042')).toBe(found)
  })

  it('settles what it names, whoever sent it, and several of one customer', () => {
    expect(told({ remittance: 'INV-2026-0042' })).toEqual([['reference', 'INV-2026-0042', true]])
    expect(told({ amountMinor: 178_500n, remittance: 'inv 2026 0042 + INV-2026-0043' })).toEqual([
      ['reference', 'INV-2026-0042 INV-2026-0043', true],
    ])
  })

  it('takes a plain part, asks about a small lack and about too much', () => {
    expect(told({ amountMinor: 60_000n, remittance: 'INV-2026-0042' })).toEqual([['reference', 'INV-2026-0042', true]])
    expect(told({ amountMinor: 118_000n, remittance: 'INV-2026-0042' }).map(([, , certain]) => certain)).toEqual([
      false,
      false,
      false,
    ])
    expect(told({ amountMinor: 120_000n, remittance: 'INV-2026-0042' })).toEqual([
      ['reference', 'INV-2026-0042', false],
    ])
  })

  it('names documents of two customers: nothing of that is certain', () => {
    expect(told({ remittance: 'INV-2026-0042 INV-2026-0044' }).every(([, , certain]) => !certain)).toBe(true)
  })
})

describe('counterparty and amount', () => {
  it('is certain when one document of whoever pays has just this amount', () => {
    expect(told({ counterpartyName: 'Nordwind' })).toEqual([['amount', 'INV-2026-0042', true]])
    const byAccount = { partiesByAccount: new Map([['DE1', new Set(['acme'])]]) }
    expect(told({ counterpartyAccount: 'DE1', counterpartyName: 'Nordwind' }, [A, B, C], byAccount)).toEqual([
      ['amount', 'INV-2026-0044', true],
    ])
  })

  it('finds the one set of documents that comes to it', () => {
    expect(told({ counterpartyName: 'Nordwind', amountMinor: 178_500n })).toEqual([
      ['amount', 'INV-2026-0042 INV-2026-0043', true],
    ])
  })

  it('asks where two would fit, where nobody is known, and leaves out what was not owed that day', () => {
    const twin = invoice('INV-2026-0050', 119_000n)
    expect(told({ counterpartyName: 'Nordwind' }, [A, twin]).map(([, , certain]) => certain)).toEqual([false, false])
    expect(told({}, [A]).map(([, , certain]) => certain)).toEqual([false])
    expect(told({ counterpartyName: 'Nordwind' }, [{ ...A, since: '2026-11-21' }])).toEqual([])
  })

  it('pays no invoice with money that goes out', () => {
    expect(told({ counterpartyName: 'Nordwind', amountMinor: -119_000n })).toEqual([])
  })
})

describe('other lines', () => {
  const untold = [
    {
      entryId: 'e1',
      paymentId: 'p1',
      name: 'PAY-3',
      bankAccountId: 'b1',
      date: '2026-11-18',
      amountMinor: 119_000n,
      currency: 'EUR',
      partyId: 'nordwind',
      reference: null,
    },
  ]
  it('are what the books have already, before anything is recorded twice', () => {
    expect(told({ counterpartyName: 'Nordwind' }, [C], { untold })).toEqual([['recorded', 'recorded', true]])
    expect(told({ bookingDate: '2026-12-20' }, [], { untold })).toEqual([])
  })

  it('are transfers between own accounts, and returns of what was paid', () => {
    const own = new Map([['DE9', { bankAccountId: 'b2', name: 'Savings' }]])
    expect(told({ counterpartyAccount: 'DE9', amountMinor: -5n }, [], { own })).toEqual([
      ['transfer', 'transfer', true],
    ])
    const past = [
      {
        paymentId: 'p1',
        name: 'PAY-3',
        bankAccountId: 'b1',
        amountMinor: 119_000n,
        date: '2026-11-10',
        counterpartyAccount: 'DE1',
        endToEndId: null,
        bankReference: null,
      },
    ]
    expect(told({ amountMinor: -119_000n, typeCode: 'RETURN/AC04', counterpartyAccount: 'DE1' }, [], { past })).toEqual(
      [['return', 'return', true]],
    )
    expect(told({ amountMinor: -119_000n, typeCode: 'RETURN/AC04' }, [], { past })).toEqual([
      ['return', 'return', false],
    ])
  })

  it('follow a rule, by themselves only once it was let', () => {
    const rule = {
      id: 'r',
      ref: 'RULE-1',
      direction: 'out',
      counterpartyAccount: null,
      words: 'sparkasse',
      applies: false,
      accountId: 'a',
      accountName: '6855 Fees',
      taxCodeId: null,
      taxCode: null,
    } as const
    const fee = { amountMinor: -950n, counterpartyName: 'Sparkasse Köln' }
    expect(told(fee, [], { rules: [rule] })).toEqual([['rule', 'post', false]])
    expect(told(fee, [], { rules: [{ ...rule, applies: true }] })).toEqual([['rule', 'post', true]])
  })
})

describe('several lines at once', () => {
  const matched = (lines: readonly BankLine[], items: readonly OpenItem[]) =>
    certainMatches(lines, book(items)).map(({ line }) => line.id)

  it('take nothing that two have a claim to', () => {
    const twins = ['l1', 'l2'].map((id) => line({ id, counterpartyName: 'Nordwind' }))
    expect(matched(twins, [A])).toEqual([])
    expect(
      matched(
        twins.map((l) => ({ ...l, remittance: 'INV-2026-0042' })),
        [A],
      ),
    ).toEqual([])
  })

  it('pay one document in parts that it has room for', () => {
    const parts = [
      line({ id: 'l1', amountMinor: 60_000n, remittance: 'INV-2026-0042' }),
      line({ id: 'l2', amountMinor: 59_000n, remittance: 'INV-2026-0042' }),
    ]
    expect(matched(parts, [A])).toEqual(['l1', 'l2'])
  })
})

describe('a sum of some items', () => {
  it.each([
    [[100, 200, 400], 500, [400, 100]],
    [[100, 100, 400], 500, null],
    [[100, 200, 300], 300, [200, 100]],
    [[100, 200], 250, null],
    [Array.from({ length: 30 }, () => 1), 2, null],
  ])('of %j for %j', (amounts, sum, found) => {
    const items = amounts.map((openMinor) => ({ openMinor: BigInt(openMinor) }))
    expect(uniqueSubset(items, BigInt(sum))?.map(({ openMinor }) => Number(openMinor)) ?? null).toEqual(found)
  })
})
