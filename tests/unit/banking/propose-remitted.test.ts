import { describe, expect, it } from 'vitest'
import type { BankLine } from '../../../src/domain/banking/line-store.js'
import { manualMatch } from '../../../src/domain/banking/manual-match.js'
import type { MatchBook, OpenItem } from '../../../src/domain/banking/match-book.js'
import { proposeMatch } from '../../../src/domain/banking/propose-match.js'
import { book, invoice, line } from './match-fixtures.js'

const A = invoice('INV-2026-0042', 119_000n)
const B = invoice('INV-2026-0043', 59_500n)
const C = invoice('INV-2026-0044', 119_000n, 'acme')

describe('a remittance mail of the payer', () => {
  const mail = (parts: [OpenItem, bigint][], more: Partial<MatchBook['remitted'][number]> = {}) => ({
    remitted: [
      {
        remittanceId: 'r1',
        on: '2026-11-12',
        thread: 'MAIL-12',
        currency: 'EUR',
        totalMinor: parts.reduce((sum, [, minor]) => sum + minor, 0n),
        parts: parts.map(([{ id }, minor]) => ({ invoiceId: id, minor })),
        ...more,
      },
    ],
  })
  const proposed = (given: Partial<BankLine>, more: Partial<MatchBook>) =>
    proposeMatch(line({ counterpartyName: 'Nordwind', ...given }), book([A, B, C], more))

  it('gives the split for a line of its total, with the mail as the reason, and does nothing by itself', () => {
    const [first] = proposed(
      { amountMinor: 150_000n },
      mail([
        [A, 119_000n],
        [B, 31_000n],
      ]),
    )
    expect(first).toMatchObject({
      by: 'remittance',
      certain: false,
      does: { kind: 'settle', takes: [119_000n, 31_000n], differences: [] },
    })
    expect(first?.reason).toContain(
      'The remittance mail of 12 Nov 2026 (MAIL-12) says: INV-2026-0042 1,190.00 EUR, INV-2026-0043 310.00 EUR.',
    )
  })

  it('asks what a little that an invoice lacks by it is: of that invoice alone', () => {
    const ways = proposed(
      { amountMinor: 177_500n },
      mail([
        [A, 119_000n],
        [B, 58_500n],
      ]),
    )
    expect(ways.slice(0, 4).map(({ does }) => does.kind === 'settle' && does.differences)).toEqual([
      [{ method: 'fee', of: { kind: 'invoice', id: B.id }, minor: 1_000n }],
      [{ method: 'discount', of: { kind: 'invoice', id: B.id }, minor: 1_000n }],
      [{ method: 'withholding', of: { kind: 'invoice', id: B.id }, minor: 1_000n }],
      [],
    ])
  })

  it('leaves certain what is certain without it where it says the same, and asks where it says something else', () => {
    const [agreed, none] = proposed({ amountMinor: 119_000n }, mail([[A, 119_000n]]))
    expect(agreed).toMatchObject({ by: 'amount', certain: true })
    expect(agreed?.reason).toContain('MAIL-12')
    expect(none).toBeUndefined()
    const other = proposed({ amountMinor: 59_500n }, mail([[A, 59_500n]]))
    expect(other.map(({ by, certain }) => [by, certain])).toEqual([
      ['remittance', false],
      ['amount', false],
    ])
  })

  it.each([
    ['another total', { amountMinor: 150_001n }, {}],
    ['another payer', { amountMinor: 150_000n, counterpartyName: 'Somebody' }, {}],
    ['a mail of long before', { amountMinor: 150_000n }, { on: '2026-10-01' }],
    ['a mail in another currency', { amountMinor: 150_000n }, { currency: 'USD' }],
  ])('says nothing of %s', (_what, given, more) => {
    const found = proposed(
      given,
      mail(
        [
          [A, 119_000n],
          [B, 31_000n],
        ],
        more,
      ),
    )
    expect(found.filter(({ by }) => by === 'remittance')).toEqual([])
  })

  it('can be said by hand: each invoice takes just so much', () => {
    const said = (to: string, rest: 'open' | 'discount' = 'open') =>
      manualMatch(line({ amountMinor: 150_000n }), book([A, B]), { to: to.split(' '), rest, onAccount: null })
    expect(said('INV-2026-0042 INV-2026-0043=310.00')).toMatchObject({
      ok: true,
      value: { does: { takes: [119_000n, 31_000n] } },
    })
    expect(said('INV-2026-0042 INV-2026-0043=310.00', 'discount')).toMatchObject({
      value: { does: { differences: [{ method: 'discount', minor: 28_500n }] } },
    })
    expect(said('INV-2026-0042 INV-2026-0043=500.00')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('come to 1,690.00 EUR'),
    })
    expect(said('INV-2026-0042=2000.00')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('has 1,190.00 EUR open'),
    })
  })
})
