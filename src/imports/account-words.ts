import type { AccountKind } from '../domain/ledger/account.js'

/** What bookkeeping programs call the five kinds of account, and their subdivisions. */
const WORDS: readonly [AccountKind, RegExp][] = [
  ['equity', /equity|capital|eigenkapital|capitaux/],
  ['liability', /liabilit|payable|credit card|loan|passiv|passif|verbindlich/],
  ['expense', /expense|cost|overhead|depreciation|aufwand|charges?\b|direct costs/],
  ['income', /income|revenue|sales|turnover|ertrag|erlos|produit/],
  ['asset', /asset|bank|cash|receivable|inventory|prepayment|stock|aktiv|actif|forderung/],
]

/** `Accounts receivable (A/R)`, `Other Current Liability`, `COST OF GOODS SOLD`, `assets:bank`. Null where no word tells. */
export function accountKindOf(text: string): AccountKind | null {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().split(':')[0] ?? ''
  return WORDS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}
