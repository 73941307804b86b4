import type { BankLine } from '../../../src/domain/banking/line-store.js'
import type { MatchBook, OpenItem } from '../../../src/domain/banking/match-book.js'

export const line = (more: Partial<BankLine>): BankLine => ({
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

export const invoice = (
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
  netMinor: (openMinor * 100n) / 119n,
  taxMinor: (openMinor * 19n) / 119n,
  discount: null,
  since: '2026-11-01',
  ...more,
})

export const book = (items: readonly OpenItem[], more: Partial<MatchBook> = {}): MatchBook => ({
  items,
  untold: [],
  runs: [],
  past: [],
  remitted: [],
  rules: [],
  own: new Map(),
  moves: [],
  ownNames: new Set(),
  partiesByAccount: new Map(),
  partiesByName: new Map([['nordwind', new Set(['nordwind'])]]),
  ...more,
})
