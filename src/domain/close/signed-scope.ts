import { no, ok, type Result } from '../../lib/result.js'
import type { Account } from '../ledger/account.js'

type Known = Pick<Account, 'code' | 'kind' | 'control' | 'purpose'>

const KINDS: readonly string[] = ['asset', 'liability', 'equity', 'income', 'expense'] satisfies Account['kind'][]
const RANGE = /^([0-9a-z]{1,20})\s*[-–]\s*([0-9a-z]{1,20})$/i

/** The accounts that a sign-off covers: by number (`6200`), a range of them (`6000-6999`), what they are for (`bank`), their kind, or `all`. */
export const accountsIn = <A extends Known>(scope: readonly string[], accounts: readonly A[]): A[] =>
  accounts.filter((account) => scope.some((word) => isCovered(account, word)))

function isCovered({ code, kind, control, purpose }: Known, word: string): boolean {
  if (word === 'all' || [code, kind, control, purpose].includes(word)) return true
  const [, from, to] = RANGE.exec(word) ?? []
  // Up to 6999 takes in 69991: numbers are longer where a chart is finer.
  return from !== undefined && to !== undefined && code >= from && code.slice(0, to.length) <= to
}

/** As it is kept, or the first word that names nothing. `purposes`: what accounts are for, also where the company has none yet. */
export function readScope(
  words: readonly string[],
  accounts: readonly Known[],
  purposes: readonly string[],
): Result<string[]> {
  const scope: string[] = []
  for (const word of words.map((each) => each.trim()).filter(Boolean)) {
    const known = [word, word.toLowerCase()].find((each) => isKnown(each, accounts, purposes))
    if (!known) return no(`“${word}” is no account, no range like 6000-6999, and nothing that accounts are for (bank).`)
    scope.push(known.replace(/\s*[-–]\s*(?=\d)/, '-'))
  }
  return ok([...new Set(scope)])
}

function isKnown(word: string, accounts: readonly Known[], purposes: readonly string[]): boolean {
  if (word === 'all' || KINDS.includes(word) || purposes.includes(word)) return true
  if (accounts.some((account) => isCovered(account, word))) return true
  const [, from, to] = RANGE.exec(word) ?? []
  return from !== undefined && to !== undefined && /^\d/.test(from) && from <= to
}
