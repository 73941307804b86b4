import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { type Money, money } from '../../lib/money.js'
import type { Account } from './account.js'
import { findAccounts, getAccountFor } from './account-store.js'
import { baseCurrencyOf } from './base-rate.js'
import { balancesOn, nextCutoverNumber } from './cut-over-store.js'
import type { NewPosting } from './entry.js'
import { lackingPostings, type OldBalance, sumByCode } from './old-balance.js'
import { findTakeoverDay } from './open-date.js'
import { postEntries } from './post-entries.js'

/** An account in both systems, in the base currency; `ours` with what the cutover posts. */
export type CutoverRow = { code: string; name: string; old: Money; ours: Money; difference: Money }

/** `date` is whose end the old balances are of, `on` the day of these books that has them. */
export type Cutover = {
  date: IsoDate
  on: IsoDate
  rows: readonly CutoverRow[]
  posted: number
  differs: readonly CutoverRow[]
}

/**
 * Takes over the balances of an earlier system: posts to each account what it lacks to its old balance, in each currency that the old
 * one names, against the opening balances. What is there already – imported documents and journals, an earlier cutover – is not posted
 * again. Control accounts get nothing: what stands there is open documents, which have to come to the old balance. Where they don't,
 * nothing is posted and `differs` names the accounts.
 */
export async function cutOver(tx: Tx, date: IsoDate, old: readonly OldBalance[]): Promise<Cutover> {
  const on = await findTakeoverDay(tx, date)
  const opening = await getAccountFor(tx, 'opening-balances')
  const accounts = await findAccounts(tx)
  const base = await baseCurrencyOf(tx)
  const held = await balancesOn(tx, on)
  const heldOf = (account: Account) => held.filter(({ accountId }) => accountId === account.id)
  const was = sumByCode(old)
  const has = (account: Account) => heldOf(account).reduce((sum, { baseMinor }) => sum + baseMinor, 0n)
  const isOurs = (account: Account) => account.control === null && account.id !== opening.id
  const lacking = accounts
    .filter(isOurs)
    .map((account) =>
      lackingPostings(
        account.id,
        old.filter(({ code }) => code === account.code),
        {
          held: heldOf(account),
          base,
        },
      ),
    )
    .filter((postings) => postings.length > 0)
  const sum = lacking.flat().reduce((total, { baseMinor }) => total + baseMinor, 0n)
  const rows = accounts.flatMap((account) => {
    const before = was.get(account.code) ?? 0n
    const ours = account.id === opening.id ? has(account) - sum : isOurs(account) ? before : has(account)
    const amounts = { old: money(before, base), ours: money(ours, base), difference: money(ours - before, base) }
    return before === 0n && ours === 0n ? [] : [{ code: account.code, name: account.name, ...amounts }]
  })
  const differs = rows.filter(({ difference }) => difference.minor !== 0n)
  if (differs.length > 0 || lacking.length === 0) return { date, on, rows, posted: 0, differs }
  const rest: NewPosting[] = sum === 0n ? [] : [{ accountId: opening.id, amount: money(-sum, base) }]
  const idempotencyKey = `cutover:${date}:${await nextCutoverNumber(tx, date)}`
  const entry = { id: tx.newId(), date: on, source: 'opening', memo: `Opening balances of ${date}`, idempotencyKey }
  await postEntries(tx, [{ ...entry, postings: [...lacking.flat(), ...rest] }])
  return { date, on, rows, posted: lacking.length, differs }
}

/**
 * Takes over what documents and journals brought, where there is no old trial balance to compare with: then nothing may be left on the
 * opening balances, whose other half would be missing. Nothing is posted; `old` is what is here.
 */
export async function cutOverAsImported(tx: Tx, date: IsoDate): Promise<Cutover> {
  const on = await findTakeoverDay(tx, date)
  const opening = await getAccountFor(tx, 'opening-balances')
  const base = await baseCurrencyOf(tx)
  const held = await balancesOn(tx, on)
  const rows = (await findAccounts(tx)).flatMap(({ id, code, name }) => {
    const minor = held.reduce((sum, { accountId, baseMinor }) => (accountId === id ? sum + baseMinor : sum), 0n)
    if (minor === 0n) return []
    const old = id === opening.id ? 0n : minor
    return [{ code, name, old: money(old, base), ours: money(minor, base), difference: money(minor - old, base) }]
  })
  return { date, on, rows, posted: 0, differs: rows.filter(({ difference }) => difference.minor !== 0n) }
}
