import { newAccount } from '../../../domain/ledger/change-account.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { ACCOUNT_KINDS } from './account-kinds.js'

export default defineCommand({
  name: 'account new',
  summary: 'Add an account to the chart of accounts',
  example: 'account new 6312 name:"Coworking space" kind:expense',
  params: {
    code: required('text', 'Code', { target: true }),
    name: required('text', 'Name'),
    kind: required('choice', 'Kind', { choices: ACCOUNT_KINDS }),
  },
  needs: 'account.write',
  aliases: ['account add'],
  risk: 'reversible',
  run: async (_context, { code, name, kind }, tx) => {
    const account = await newAccount(tx, { code, name, kind: kind as (typeof ACCOUNT_KINDS)[number] })
    return {
      headline: `Account ${account.code} ${account.name} is in the chart`,
      fields: [{ label: 'Kind', value: account.kind }],
      undo: { command: 'account set', args: { code: account.code, active: false }, versions: {} },
      data: { code: account.code, name: account.name, kind: account.kind },
    }
  },
})
