import { chartFor } from '../../domain/ledger/chart.js'
import { putAccount, type WantedAccount } from '../../domain/ledger/put-account.js'
import { accountKindOf } from '../account-words.js'
import { defineImport, RowFault, type Values } from '../define-import.js'
import { eachRecord } from '../each-record.js'

export default defineImport({
  name: 'accounts',
  summary: 'A chart of accounts',
  fields: {
    code: { type: 'text', required: true, aliases: ['account code', 'account number', 'number', 'account', 'konto'] },
    name: { type: 'text', required: true, aliases: ['account name', 'full name', 'description', 'bezeichnung'] },
    kind: { type: 'text', required: true, aliases: ['type', 'account type', 'class', 'category', 'art'] },
    purpose: { type: 'text', aliases: ['role'] },
    active: { type: 'flag', aliases: ['is active', 'in use'] },
  },
  keyOf: ({ code }) => code ?? '',
  chunk: 100,
  save: (tx, records, { country }) =>
    eachRecord(records, ({ rows }) => putAccount(tx, wantedOf(rows[0]?.values ?? {}, country))),
})

function wantedOf({ code = '', name = '', kind = '', purpose, active }: Values, country: string): WantedAccount {
  const known = accountKindOf(kind)
  if (!known)
    throw new RowFault('kind', kind, 'It is no kind of account: write asset, liability, equity, income or expense.')
  const purposes = chartFor(country).map((account) => account.purpose)
  const meant = purposes.find((each) => each === purpose?.toLowerCase().replace(/\s+/g, '-'))
  if (purpose !== undefined && meant === undefined)
    throw new RowFault('purpose', purpose, `No account has such a purpose. There is ${purposes.join(', ')}.`)
  return {
    code,
    name,
    kind: known,
    ...(meant ? { purpose: meant } : {}),
    ...(active === undefined ? {} : { active: active === 'yes' }),
  }
}
