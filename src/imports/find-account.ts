import type { Tx } from '../db/in-workspace.js'
import type { Account } from '../domain/ledger/account.js'
import { addAccounts, findAccounts } from '../domain/ledger/account-store.js'
import { nameKey } from '../lib/name-key.js'
import { accountKindOf } from './account-words.js'
import { type ImportContext, RowFault } from './define-import.js'

/** Finds accounts by code or name, for one transaction. */
export type AccountFinder = (text: string, field?: string) => Promise<Account>

/**
 * By code, by a name that one account has, or by both (`1200 Bank`). With `--create accounts` one that isn't there is made where its name says what it is
 * (`expenses:travel`). Throws `RowFault`.
 */
export async function accountFinder(tx: Tx, context: ImportContext): Promise<AccountFinder> {
  let accounts = await findAccounts(tx)
  const lookUp = (text: string): Account | undefined => {
    const byCode = accounts.find(({ code }) => code === text)
    const named = byCode ? [] : accounts.filter(({ name }) => nameKey(name) === nameKey(text))
    return byCode ?? (named.length === 1 ? named[0] : accounts.find((each) => isBoth(text, each)))
  }
  const known = new Map<string, Account>()
  return async (text, field = 'account') => {
    const found = known.get(text) ?? lookUp(text)
    if (found) {
      known.set(text, found)
      return found
    }
    if (!context.create.has('accounts'))
      throw new RowFault(field, text, 'There is no such account. Import accounts first, or say --create accounts.')
    const kind = accountKindOf(text)
    if (!kind)
      throw new RowFault(
        field,
        text,
        'There is no such account, and its name does not say whether it is an asset, liability, equity, income or expense. Import accounts first.',
      )
    await addAccounts(tx, [{ code: text, name: text, kind, purpose: null }])
    accounts = await findAccounts(tx)
    const made = lookUp(text)
    if (!made) throw new Error(`The account ${text} was made and isn't there.`)
    return made
  }
}

/** A report may write both: `1200 Bank`, `1200 · Bank`. Where they don't agree, nobody can tell which one is meant. */
const isBoth = (text: string, { code, name }: Account): boolean =>
  text.startsWith(`${code} `) && nameKey(text.slice(code.length).replace(/^[\s·–-]+/u, '')) === nameKey(name)
