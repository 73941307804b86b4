import { setBankAccountActive } from '../../../domain/banking/bank-account-store.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

const close = defineCommand({
  name: 'bank close-account',
  summary: 'Close a bank account; what was imported stays',
  example: 'bank close-account "Main account"',
  params: { account: target('bank-account', 'Bank account') },
  needs: 'bank.write',
  risk: 'reversible',
  run: async (_context, { account }, tx) => {
    await setBankAccountActive(tx, account.id, false)
    return {
      headline: `${account.title} is closed`,
      changes: [{ label: 'Kept', before: 'yes', after: 'no' }],
      undo: { command: 'bank open-account', args: { account }, versions: {} },
      data: { account: account.title, active: false },
    }
  },
})

const reopen = defineCommand({
  name: 'bank open-account',
  summary: 'Reopen a closed bank account',
  example: 'bank open-account "Main account"',
  params: { account: target('bank-account', 'Bank account') },
  needs: 'bank.write',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { account }, tx) => {
    await setBankAccountActive(tx, account.id, true)
    return { headline: `${account.title} is kept again`, data: { account: account.title, active: true } }
  },
})

export default [close, reopen]
