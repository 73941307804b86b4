import type { Tx } from '../../db/in-workspace.js'
import { invalid, notFound, refused } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import { getAccount } from '../ledger/account-store.js'
import { accountKey } from './account-key.js'
import type { BankAccount } from './bank-account.js'
import { findBankAccounts, insertBankAccount, setBankAccountActive } from './bank-account-store.js'

export type NewBankAccount = { name: string; number: string | null; currency: string; accountCode: string }

/** Tells Daybook of an account at a bank, and which account of the books stands for it. Throws `invalid`, `not_found`, `refused`. */
export async function openBankAccount(tx: Tx, input: NewBankAccount): Promise<BankAccount> {
  const account = await getAccount(tx, { code: input.accountCode })
  const number = accountKey(input.number)
  if (!/^[A-Z]{3}$/.test(input.currency)) throw invalid(`“${input.currency}” is no currency. Write its three letters.`)
  if (account.control !== null || (account.kind !== 'asset' && account.kind !== 'liability'))
    throw refused(
      `${account.code} ${account.name} can't stand for a bank account: take an asset, or a liability for a card.`,
    )
  for (const each of await findBankAccounts(tx, { closedToo: true })) {
    const { said, way } = each.active
      ? { said: each.name, way: '' }
      : { said: `${each.name}, which is closed,`, way: ` To keep it again: bank open-account "${each.name}"` }
    if (each.accountId === account.id)
      throw refused(`${account.code} ${account.name} stands for ${said} already.${way}`)
    if (number !== null && each.number === number) throw refused(`${said} has this number already.${way}`)
    if (nameKey(each.name) === nameKey(input.name)) throw refused(`${said} is called that already.${way}`)
  }
  const opened = {
    id: tx.newId(),
    name: input.name,
    number,
    currency: input.currency,
    active: true,
    accountId: account.id,
    version: 1,
  }
  await insertBankAccount(tx, opened)
  return opened
}

/** Keeps a closed account again, that is named by its name or its number. Throws `not_found`, `refused`. */
export async function reopenBankAccount(tx: Tx, named: string): Promise<BankAccount> {
  const all = await findBankAccounts(tx, { closedToo: true })
  const number = accountKey(named)
  const account =
    all.find(({ name }) => nameKey(name) === nameKey(named)) ??
    all.find((each) => number !== null && each.number === number)
  const closed = all.filter(({ active }) => !active).map(({ name }) => name)
  if (!account)
    throw notFound(
      `There is no bank account “${named}”. ${closed.length > 0 ? `Closed is: ${closed.join(', ')}.` : 'None is closed.'}`,
    )
  if (account.active) throw refused(`${account.name} is kept already.`)
  await setBankAccountActive(tx, account.id, true)
  return account
}
