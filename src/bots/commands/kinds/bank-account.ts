import { accountKey } from '../../../domain/banking/account-key.js'
import {
  type BankAccountFilter,
  type BankAccountRow,
  listBankAccounts,
} from '../../../domain/banking/bank-account-store.js'
import { spacedIban } from '../../../lib/iban.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (account: BankAccountRow): Candidate => ({
  kind: 'bank-account',
  id: account.id,
  ref: account.name,
  title: account.name,
  version: account.version,
  currency: account.currency,
  details: [account.number && spacedIban(account.number), account.currency],
})

const find = async ({ read }: Lookup, filter: BankAccountFilter, limit = 50): Promise<Candidate[]> =>
  (await listBankAccounts(read, filter)).slice(0, limit).map(candidate)

/** By its name, or by its number as it stands on a statement. */
export default defineRecordKind({
  kind: 'bank-account',
  one: 'bank account',
  many: 'bank accounts',
  needs: 'bank.read',
  owned: false,
  table: 'bank_account',
  detailLabels: ['Number', 'Currency'],
  findByIds: (lookup, ids) => find(lookup, { ids }),
  findByRef: async (lookup, ref) => {
    const number = accountKey(ref)
    return number === null || !/\d/.test(number) ? [] : find(lookup, { number })
  },
  findByName: (lookup, nameKey, limit) => find(lookup, { nameKey }, limit),
  findByPrefix: (lookup, namePrefix, limit) => find(lookup, { namePrefix }, limit),
  searchable: false,
})
