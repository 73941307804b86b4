import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { IsoDate } from '../../lib/dates.js'
import { conflict, refused } from '../../lib/errors.js'
import type { Account, AccountKind } from './account.js'
import { addAccounts, findAccounts, getAccount, saveAccount } from './account-store.js'
import { listBalances } from './balance-store.js'

/** Adds an account to the chart. Throws `conflict` where its code is taken. */
export async function newAccount(tx: Tx, account: { code: string; name: string; kind: AccountKind }): Promise<Account> {
  const taken = (await findAccounts(tx)).find(({ code }) => code === account.code)
  if (taken)
    throw conflict(
      `Account ${taken.code} is ${taken.name}${taken.active ? '' : ', out of use'}. To change it: account set ${taken.code}`,
    )
  await addAccounts(tx, [{ ...account, purpose: null }])
  return getAccount(tx, { code: account.code })
}

/** What may change once an account is there; its kind may only before anything is posted, by `import accounts`. */
export type AccountChange = { name?: string; active?: boolean; restricted?: boolean; monetary?: boolean | null }

/**
 * Renames an account, takes it out of use or back, restricts who sees its postings. One that Daybook posts to by itself, or that has a balance on `today`, stays in
 * use. Throws `refused`, `not_found`.
 */
export async function changeAccount(
  tx: Tx,
  code: string,
  change: AccountChange,
  today: IsoDate,
): Promise<{ before: Account; after: Account }> {
  const before = await getAccount(tx, { code })
  const after = { ...before, ...change }
  if (before.active && !after.active) {
    if (before.purpose)
      throw refused(
        `Daybook posts to ${code} by itself (${before.purpose}). Give that to another account first: import accounts`,
      )
    if ((await listBalances(sqlInTx(tx), today)).some(({ accountId }) => accountId === before.id))
      throw refused(`Account ${code} has a balance. Bring it to zero by an entry first: journal new`)
  }
  await saveAccount(tx, after)
  return { before, after }
}
