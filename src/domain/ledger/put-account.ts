import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import type { Account, AccountKind, Control, Purpose } from './account.js'
import { addAccounts, countPostings, findAccounts, saveAccount } from './account-store.js'
import { isKindFor } from './chart.js'

/** An account as a chart of accounts says it; what is absent stays as it is. */
export type WantedAccount = { code: string; name: string; kind: AccountKind; purpose?: Purpose; active?: boolean }

/**
 * Adds an account to the chart, or changes the one of its code. A purpose moves here from the account that had it, as long as
 * nothing is posted there. Throws `refused`.
 */
export async function putAccount(tx: Tx, wanted: WantedAccount): Promise<'created' | 'updated' | 'unchanged'> {
  const all = await findAccounts(tx)
  const known = all.find(({ code }) => code === wanted.code)
  const { purpose } = wanted
  const holder = purpose && all.find((each) => each.purpose === purpose && each.code !== wanted.code)
  if (known && known.kind !== wanted.kind && (await countPostings(tx, known.id)) > 0)
    throw refused(`Account ${known.code} is posted to as ${known.kind}, so it can't become ${wanted.kind}.`)
  const serves = purpose ?? known?.purpose
  const isAsItWas = known?.kind === wanted.kind && known.purpose === serves
  if (serves && !isAsItWas && !isKindFor(serves, wanted.kind))
    throw refused(
      `Daybook posts to ${wanted.code} by itself (${serves}), so it can't be of the kind ${wanted.kind}. Give that to another account first: import accounts`,
    )
  if (holder) await release(tx, holder, wanted.code)
  if (!known) {
    await addAccounts(tx, [{ ...wanted, purpose: purpose ?? null, ...controlOf(purpose) }])
    if (wanted.active === false) await deactivate(tx, wanted.code)
    return 'created'
  }
  const next: Account = { ...known, ...definedOf(wanted), ...controlOf(purpose) }
  if (next.control !== known.control && (await countPostings(tx, known.id)) > 0)
    throw refused(`Account ${known.code} has postings without a company, so it can't become ${purpose}.`)
  if (isSame(known, next)) return 'unchanged'
  await saveAccount(tx, next)
  return 'updated'
}

const definedOf = ({ name, kind, purpose, active }: WantedAccount) => ({
  name,
  kind,
  ...(purpose === undefined ? {} : { purpose }),
  ...(active === undefined ? {} : { active }),
})

const controlOf = (purpose: Purpose | undefined): { control?: Control } =>
  purpose === 'receivable' || purpose === 'payable' ? { control: purpose } : {}

const isSame = (a: Account, b: Account): boolean =>
  a.name === b.name && a.kind === b.kind && a.purpose === b.purpose && a.active === b.active && a.control === b.control

async function release(tx: Tx, holder: Account, code: string): Promise<void> {
  if ((await countPostings(tx, holder.id)) > 0)
    throw refused(`Account ${holder.code} is "${holder.purpose}" and has postings: ${code} can't take that from it.`)
  await saveAccount(tx, { ...holder, purpose: null, control: null })
}

async function deactivate(tx: Tx, code: string): Promise<void> {
  const made = (await findAccounts(tx)).find((each) => each.code === code)
  if (made) await saveAccount(tx, { ...made, active: false })
}
