import type { Tx } from '../../db/in-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { getAccount } from '../ledger/account-store.js'
import { accountKey } from './account-key.js'
import type { BankAccount } from './bank-account.js'
import { findBankAccounts, insertBankAccount } from './bank-account-store.js'

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
  for (const each of await findBankAccounts(tx)) {
    if (each.accountId === account.id) throw refused(`${account.code} ${account.name} stands for ${each.name} already.`)
    if (number !== null && each.number === number) throw refused(`${each.name} has this number already.`)
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
