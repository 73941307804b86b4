import { invalid, notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { Account } from './account.js'

const MOST_NAMED = 5

/**
 * The account that words mean: its code, its name, or the only one that begins with them. Throws `not_found`, and `invalid` with the first
 * few that begin so.
 */
export function pickAccount(accounts: readonly Account[], words: string): Account {
  const key = nameKey(words)
  const exact = accounts.find(({ code }) => code === words) ?? accounts.find(({ name }) => nameKey(name) === key)
  if (exact) return exact
  const begin = accounts.filter(({ code, name }) => code.startsWith(words) || nameKey(name).startsWith(key))
  const [only] = begin
  if (only && begin.length === 1) return only
  if (!only)
    throw notFound(`There is no account "${words}"; the chart: account list. A customer is: company show ${words}`)
  const named = begin.slice(0, MOST_NAMED).map(({ code, name }) => `${code} ${name}`)
  const more = begin.length > named.length ? ', …' : ''
  throw invalid(`${begin.length} accounts begin with "${words}": ${named.join(', ')}${more}. Give the code.`)
}
