import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { type Money, money } from '../../lib/money.js'
import type { Account } from './account.js'
import { findAccounts, getAccountFor } from './account-store.js'
import { baseCurrencyOf } from './base-rate.js'
import { balancesOn, nextCutoverNumber } from './cut-over-store.js'
import { postEntries } from './post-entries.js'

/** An account's balance in the earlier system at the end of the day, debit positive. */
export type OldBalance = { code: string; minor: bigint }

/** An account in both systems; `ours` with what the cutover posts. */
export type CutoverRow = { code: string; name: string; old: Money; ours: Money; difference: Money }

export type Cutover = { date: IsoDate; rows: readonly CutoverRow[]; posted: number; differs: readonly CutoverRow[] }

/**
 * Takes over the balances of an earlier system: posts to each account what it lacks to its old balance, against the opening
 * balances. What is there already – imported documents and journals, an earlier cutover – is not posted again. Control accounts get
 * nothing: what stands there is open documents, which have to come to the old balance. Where they don't, nothing is posted and
 * `differs` names the accounts.
 */
export async function cutOver(tx: Tx, date: IsoDate, old: readonly OldBalance[]): Promise<Cutover> {
  const opening = await getAccountFor(tx, 'opening-balances')
  const accounts = await findAccounts(tx)
  const base = await baseCurrencyOf(tx)
  const [was, has] = [new Map(old.map(({ code, minor }) => [code, minor])), await balancesOn(tx, date)]
  const lacks = (account: Account) => (was.get(account.code) ?? 0n) - (has.get(account.id) ?? 0n)
  const open = accounts.filter(
    (account) => account.control === null && account.id !== opening.id && lacks(account) !== 0n,
  )
  const sum = open.reduce((total, account) => total + lacks(account), 0n)
  const after = (account: Account) =>
    account.id === opening.id
      ? (has.get(account.id) ?? 0n) - sum
      : account.control === null
        ? (was.get(account.code) ?? 0n)
        : (has.get(account.id) ?? 0n)
  const rows = accounts.flatMap((account) => {
    const [before, ours] = [was.get(account.code) ?? 0n, after(account)]
    const amounts = { old: money(before, base), ours: money(ours, base), difference: money(ours - before, base) }
    return before === 0n && ours === 0n ? [] : [{ code: account.code, name: account.name, ...amounts }]
  })
  const differs = rows.filter(({ difference }) => difference.minor !== 0n)
  if (differs.length > 0 || open.length === 0) return { date, rows, posted: 0, differs }
  const postings = open.map((account) => ({ accountId: account.id, amount: money(lacks(account), base) }))
  const rest = sum === 0n ? [] : [{ accountId: opening.id, amount: money(-sum, base) }]
  const idempotencyKey = `cutover:${date}:${await nextCutoverNumber(tx, date)}`
  const entry = { id: tx.newId(), date, source: 'opening', memo: `Opening balances of ${date}`, idempotencyKey }
  await postEntries(tx, [{ ...entry, postings: [...postings, ...rest] }])
  return { date, rows, posted: open.length, differs }
}
