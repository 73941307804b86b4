import { describe, expect, it } from 'vitest'
import { certainMatches } from '../../../src/domain/banking/certain-matches.js'
import type { BankLine } from '../../../src/domain/banking/line-store.js'
import { manualMatch } from '../../../src/domain/banking/manual-match.js'
import type { MatchBook, OpenItem, OwnMove } from '../../../src/domain/banking/match-book.js'
import { names, saidIn } from '../../../src/domain/banking/named-items.js'
import { unpairedMoves } from '../../../src/domain/banking/own-transfer.js'
import { proposeMatch } from '../../../src/domain/banking/propose-match.js'
import { uniqueSubset } from '../../../src/domain/banking/subset-sum.js'
import { book, invoice, line } from './match-fixtures.js'

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
    ['INV-2026-0042 1190,00 EUR 20.11.2026', true],
    ['INV-2026-00 42', true],
    ['INV-2026-00421', false],
    ['2026-0042', false],
    ['', false],
  ])('%j', (remittance, found) => {
    expect(names(saidIn(line({ remittance })), 'INV-2026-0042')).toBe(found)
  })

  it('settles what it names, whoever sent it, and several of one customer', () => {
    expect(told({ remittance: 'INV-2026-0042' })).toEqual([['reference', 'INV-2026-0042', true]])
    expect(told({ amountMinor: 178_500n, remittance: 'inv 2026 0042 + INV-2026-0043' })).toEqual([
      ['reference', 'INV-2026-0042 INV-2026-0043', true],
    ])
  })

  it('takes a plain part, asks about a small lack and about too much', () => {
    expect(told({ amountMinor: 60_000n, remittance: 'INV-2026-0042' })).toEqual([['reference', 'INV-2026-0042', true]])
    expect(told({ amountMinor: 118_000n, remittance: 'INV-2026-0042' }).map(([, , certain]) => certain)).toEqual(
      Array(4).fill(false),
    )
    expect(told({ amountMinor: 120_000n, remittance: 'INV-2026-0042' })).toEqual([
      ['reference', 'INV-2026-0042', false],
    ])
  })

  it('names documents of two customers: nothing of that is certain', () => {
    expect(told({ remittance: 'INV-2026-0042 INV-2026-0044' }).every(([, , certain]) => !certain)).toBe(true)
  })
})

describe('a move between own accounts that the bank does not name', () => {
  const move = (ref: string, more: Partial<OwnMove> = {}): OwnMove => ({
    lineId: ref,
    ref,
    bankAccountId: 'b2',
    bankAccount: 'Savings',
    date: '2026-11-23',
    amountMinor: 119_000n,
    currency: 'EUR',
    awaitedMinor: -(more.amountMinor ?? 119_000n),
    awaitedCurrency: more.currency ?? 'EUR',
    ...more,
  })
  const out = { amountMinor: -119_000n, counterpartyName: 'Lindenhof' }
  const beside = (moves: readonly OwnMove[]) => ({ moves, ownNames: new Set(['lindenhof']) })

  it('is paired by amount and near days, without a question where it bears our name and one line fits', () => {
    expect(told(out, [], beside([move('LINE-7')]))).toEqual([['transfer', 'transfer', true]])
    expect(told(out, [], beside([move('LINE-7'), move('LINE-8')]))).toEqual([
      ['transfer', 'transfer', false],
      ['transfer', 'transfer', false],
    ])
    expect(told({ ...out, counterpartyName: 'X' }, [], beside([move('LINE-7')]))).toEqual([
      ['transfer', 'transfer', false],
    ])
    for (const far of [{ date: '2026-11-27' }, { bankAccountId: 'b1' }, { amountMinor: 118_000n }, { currency: 'USD' }])
      expect(told(out, [], beside([move('LINE-7', far)]))).toEqual([])
  })

  it('asks nothing about what is clear by itself', () => {
    const paid = { remittance: 'INV-2026-0042' }
    expect(told(paid, [A], beside([move('LINE-7', { amountMinor: -119_000n })]))).toEqual([
      ['reference', 'INV-2026-0042', true],
    ])
  })

  it('says which sides never came', () => {
    const sides = [
      move('LINE-1', { bankAccountId: 'b1', date: '2026-11-01', amountMinor: -5n }),
      move('LINE-2', { date: '2026-11-03', amountMinor: 5n }),
      move('LINE-3', { bankAccountId: 'b1', date: '2026-11-04', amountMinor: -5n }),
      move('LINE-4', { bankAccountId: 'b1', date: '2026-11-20', amountMinor: -7n }),
    ]
    expect(unpairedMoves(sides, '2026-11-24').map(({ ref }) => ref)).toEqual(['LINE-3'])
  })
})

describe('a payout of a processor', () => {
  const both = { remittance: 'INV-2026-0042 INV-2026-0044' }

  it('is documents of several payers, each in full; what it lacks is asked as a fee', () => {
    const whole = proposeMatch(line({ ...both, amountMinor: 238_000n }), book([A, B, C]))
    expect(whole).toMatchObject([{ certain: true, does: { kind: 'payout', feeMinor: 0n } }])
    const less = proposeMatch(line({ ...both, amountMinor: 231_000n }), book([A, B, C]))
    expect(less).toMatchObject([{ certain: false, does: { kind: 'payout', feeMinor: 7_000n } }])
    expect(less[0]?.reason).toContain('less a fee of 70.00 EUR')
  })

  it('by hand needs the word that the lack is a fee, and is never more than its documents', () => {
    const said = (amountMinor: bigint, rest: 'open' | 'fee') =>
      manualMatch(line({ amountMinor }), book([A, B, C]), { to: [A.name, C.name], rest, onAccount: null })
    expect(said(231_000n, 'open')).toMatchObject({ problem: expect.stringContaining('say rest:fee') as unknown })
    expect(said(231_000n, 'fee')).toMatchObject({ value: { does: { kind: 'payout', feeMinor: 7_000n } } })
    expect(said(240_000n, 'fee')).toMatchObject({ problem: expect.stringContaining('20.00 EUR more') as unknown })
    const ours = { to: [A.name, C.name], rest: 'open' as const, onAccount: null }
    const bills = [A, C].map((item) => ({ ...item, direction: 'out' as const }))
    expect(manualMatch(line({ amountMinor: -238_000n }), book(bills), ours)).toMatchObject({
      problem: expect.stringContaining('paid to one at a time') as unknown,
    })
  })
})

describe('several numbers, the later ones in short', () => {
  it.each([
    ['INV-2026-0042, 0043', 'INV-2026-0042 INV-2026-0043'],
    ['Re. INV-2026-0042/43 und 44', 'INV-2026-0042 INV-2026-0043 INV-2026-0044'],
    ['INV-2026-0042 44', 'INV-2026-0042 INV-2026-0044'],
  ])('%s', (remittance, named) => {
    const items = [A, B, { ...C, ...invoice('INV-2026-0044', 10_000n) }]
    const amountMinor = items.filter(({ name }) => named.includes(name)).reduce((sum, each) => sum + each.openMinor, 0n)
    expect(told({ remittance, amountMinor }, items)).toEqual([['reference', named, true]])
  })

  it('proves nothing where the amount does not', () => {
    expect(told({ remittance: 'INV-2026-0042, 43', amountMinor: 170_000n }).every(([, , certain]) => !certain)).toBe(
      true,
    )
    expect(told({ remittance: 'INV-2026-0042 vom 20.11.2026, 43,00 bar' })).toEqual([
      ['reference', 'INV-2026-0042', true],
    ])
  })
})

describe('less than is open', () => {
  const early = { ...A, discount: { minor: 2_380n, until: '2026-11-20' } }
  /** What becomes of the lack, for each choice. */
  const lacks = (given: Partial<BankLine>, items: readonly OpenItem[]) =>
    proposeMatch(line(given), book(items)).map(({ does, certain }) => [
      does.kind === 'settle' ? does.differences.map(({ method, minor }) => `${method} ${minor}`).join(' ') : does.kind,
      certain,
    ])

  it('is the discount that the terms allow, in time; asked about a day later', () => {
    const paid = { amountMinor: 116_620n, remittance: 'INV-2026-0042' }
    expect(lacks(paid, [early])).toEqual([['discount 2380', true]])
    expect(lacks({ ...paid, bookingDate: '2026-11-23', valueDate: '2026-11-20' }, [early])).toEqual([
      ['discount 2380', true],
    ])
    expect(lacks({ ...paid, bookingDate: '2026-11-23' }, [early])).toEqual([
      ['discount 2380', false],
      ['', false],
    ])
    expect(lacks({ amountMinor: 116_620n, counterpartyName: 'Nordwind' }, [early, B])).toEqual([
      ['discount 2380', true],
    ])
    const both = { amountMinor: 116_620n + 59_500n, counterpartyName: 'Nordwind' }
    expect(lacks(both, [early, B])).toEqual([['discount 2380', true]])
  })

  it('is what a bank says it kept, or tax withheld: that is asked', () => {
    const kept = {
      amountMinor: 117_500n,
      originalMinor: 119_000n,
      originalCurrency: 'EUR',
      remittance: 'INV-2026-0042',
    }
    expect(lacks(kept, [A])).toEqual([['fee 1500', true]])
    expect(lacks({ amountMinor: 109_000n, remittance: 'INV-2026-0042' }, [A])).toEqual([
      ['withholding 10000', false],
      ['', false],
    ])
    expect(lacks({ amountMinor: 177_000n, remittance: 'INV-2026-0042 INV-2026-0043' }, [A, B])).toEqual([
      ['fee 1500', false],
      ['discount 1000 discount 500', false],
      ['withholding 1000 withholding 500', false],
      ['', false],
    ])
  })
})

describe('one booking of a payment file', () => {
  const part = (name: string, openMinor: bigint) => ({
    billId: name,
    name,
    party: { companyId: name },
    openMinor,
    discountMinor: 0n,
    endToEndId: name,
    entry: null,
  })
  const run = (name: string, ...sums: bigint[]) => ({
    runId: name,
    name,
    messageId: `${name}-20261120`,
    bankAccountId: 'b1',
    payOn: '2026-11-20',
    currency: 'EUR',
    parts: sums.map((sum, n) => part(`BILL-${n + 1}`, sum)),
  })
  const one = run('RUN-1', 10_000n, 20_000n, 5_000n)
  const out = (given: Partial<BankLine>, more: Partial<MatchBook>, items: readonly OpenItem[] = []) =>
    proposeMatch(line({ amountMinor: -35_000n, ...given }), book(items, more)).map(({ does, certain }) => [
      does.kind === 'run' ? does.parts.map(({ name }) => name).join(' ') : does.kind,
      certain,
    ])

  it('is all of its run, by the amount alone or by the file’s own id', () => {
    expect(out({}, { runs: [one] })).toEqual([['BILL-1 BILL-2 BILL-3', true]])
    expect(out({ reference: 'RUN-1-20261120' }, { runs: [one, run('RUN-2', 35_000n)] })).toEqual([
      ['BILL-1 BILL-2 BILL-3', true],
    ])
  })

  it('is asked about where two runs or a bill fit, or a payment is missing', () => {
    expect(out({}, { runs: [one, run('RUN-2', 30_000n, 5_000n)] }).map(([, certain]) => certain)).toEqual([
      false,
      false,
    ])
    const bill = invoice('BILL-9', 35_000n, 'acme', { kind: 'bill', direction: 'out' })
    expect(out({}, { runs: [one] }, [bill]).every(([, certain]) => !certain)).toBe(true)
    expect(out({ amountMinor: -30_000n, reference: 'RUN-1-20261120' }, { runs: [one] })).toEqual([
      ['BILL-2 BILL-1', false],
    ])
    expect(out({ bookingDate: '2026-12-20' }, { runs: [one] })).toEqual([])
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

  it('are not what the books have of somebody else, nor what only the amount speaks for', () => {
    const acmes = untold.map((entry) => ({ ...entry, partyId: 'acme' }))
    const said = { counterpartyName: 'Nordwind', remittance: 'INV-2026-0042' }
    expect(told(said, [A], { untold: acmes })).toEqual([['reference', 'INV-2026-0042', true]])
    expect(told({ remittance: 'INV-2026-0042' }, [A], { untold: acmes })).toEqual([
      ['reference', 'INV-2026-0042', true],
    ])
    expect(told({ remittance: 'INV-2026-0042' }, [A], { untold })).toEqual([['recorded', 'recorded', true]])
    expect(told({}, [], { untold })).toEqual([['recorded', 'recorded', false]])
    const nobodys = untold.map((entry) => ({ ...entry, paymentId: null, partyId: null }))
    expect(told({}, [], { untold: nobodys })).toEqual([['recorded', 'recorded', true]])
    expect(told(said, [A], { untold: nobodys })).toEqual([
      ['recorded', 'recorded', false],
      ['reference', 'INV-2026-0042', false],
    ])
  })

  it('are transfers between own accounts, and returns of what was paid', () => {
    const savings = { bankAccountId: 'b2', name: 'Savings', currency: 'EUR' }
    const moved = (currency: string) =>
      told({ counterpartyAccount: 'DE9', amountMinor: -5n }, [], { own: new Map([['DE9', { ...savings, currency }]]) })
    expect(moved('EUR')).toEqual([['transfer', 'transfer', true]])
    expect(moved('USD')).toEqual([['transfer', 'transfer', false]])
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
