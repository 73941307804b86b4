import type { AccountKind } from '../../src/domain/ledger/account.js'
import type { NewEntry } from '../../src/domain/ledger/entry.js'
import { type Money, toDecimal } from '../../src/lib/money.js'

/** An account as plain-text ledgers name it. */
export type PlainAccount = { id: string; code: string; kind: AccountKind }

const GROUPS: Readonly<Record<AccountKind, string>> = {
  asset: 'Assets',
  liability: 'Liabilities',
  equity: 'Equity',
  income: 'Income',
  expense: 'Expenses',
}

export const plainName = ({ kind, code }: Pick<PlainAccount, 'kind' | 'code'>): string => `${GROUPS[kind]}:A${code}`

/** `10.00 USD @@ 9.00 EUR`: what it was worth in the books stands beside it where that isn't plain. */
function amountOf({ amount, baseMinor }: { amount: Money; baseMinor?: bigint }, base: string, mixed: boolean): string {
  const plain = `${toDecimal(amount)} ${amount.currency}`
  if (!mixed || amount.currency === base || baseMinor === undefined) return plain
  return `${plain} @@ ${toDecimal({ minor: baseMinor < 0n ? -baseMinor : baseMinor, currency: base })} ${base}`
}

const isMixed = ({ postings }: NewEntry): boolean => new Set(postings.map(({ amount }) => amount.currency)).size > 1

/** A journal that hledger and ledger both read. */
export function ledgerJournal(entries: readonly NewEntry[], accounts: readonly PlainAccount[], base: string): string {
  const names = new Map(accounts.map((account) => [account.id, plainName(account)]))
  const written = entries.map((entry) => {
    const lines = entry.postings.map(
      (posting) => `    ${names.get(posting.accountId)}  ${amountOf(posting, base, isMixed(entry))}`,
    )
    return `${entry.date} ${entry.memo}\n${lines.join('\n')}\n`
  })
  return `${written.join('\n')}\n`
}

/** The same for beancount, which wants accounts opened and memos quoted. */
export function beancountJournal(
  entries: readonly NewEntry[],
  accounts: readonly PlainAccount[],
  base: string,
): string {
  const names = new Map(accounts.map((account) => [account.id, plainName(account)]))
  const opened = accounts.map((account) => `1970-01-01 open ${plainName(account)}`)
  const written = entries.map((entry) => {
    const lines = entry.postings.map(
      (posting) => `  ${names.get(posting.accountId)}  ${amountOf(posting, base, isMixed(entry))}`,
    )
    return `${entry.date} * "${entry.memo}"\n${lines.join('\n')}\n`
  })
  return `option "operating_currency" "${base}"\n${opened.join('\n')}\n\n${written.join('\n')}\n`
}

/** Numbers that look random and are the same every time (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

/** What one unit is worth in EUR, in ten-thousandths of its smallest unit: USD 0.92, JPY 0.61 cents. */
const WORTH: Readonly<Record<string, bigint>> = { USD: 9_200n, JPY: 6_100n }

export type Deal = { accounts: readonly PlainAccount[]; year: number; newId: () => string }

/** A balanced entry of two to five lines in EUR, USD or JPY, or bought in one and paid in another. */
export function dealtEntry(dice: (below: number) => number, { accounts, year, newId }: Deal, n: number): NewEntry {
  const id = newId()
  const day = (part: number) => String(part).padStart(2, '0')
  const date = `${year}-${day(1 + dice(12))}-${day(1 + dice(28))}`
  const currency = ['EUR', 'EUR', 'USD', 'JPY'][dice(4)] ?? 'EUR'
  const minors = Array.from({ length: 1 + dice(4) }, () => BigInt(1 + dice(1_000_000)) * (dice(3) === 0 ? -1n : 1n))
  const worth = (minor: bigint) => (currency === 'EUR' ? minor : (minor * (WORTH[currency] ?? 0n)) / 10_000n)
  const account = () => (accounts[dice(accounts.length)] as PlainAccount).id
  const lines = minors.map((minor) => ({ accountId: account(), amount: { minor, currency }, baseMinor: worth(minor) }))
  const sum = (of: 'minor' | 'base') =>
    lines.reduce((total, line) => total + (of === 'base' ? line.baseMinor : line.amount.minor), 0n)
  const paidInEuro = currency !== 'EUR' && dice(2) === 0 && sum('base') !== 0n
  const last = paidInEuro
    ? { accountId: account(), amount: { minor: -sum('base'), currency: 'EUR' }, baseMinor: -sum('base') }
    : { accountId: account(), amount: { minor: -sum('minor'), currency }, baseMinor: -sum('base') }
  const isSound = last.amount.minor === 0n ? last.baseMinor === 0n : last.amount.minor * last.baseMinor >= 0n
  if (!isSound || lines.some(({ baseMinor }) => baseMinor === 0n)) return dealtEntry(dice, { accounts, year, newId }, n)
  return { id, date, source: 'import', memo: `Entry ${n}`, idempotencyKey: `dealt:${n}`, postings: [...lines, last] }
}
