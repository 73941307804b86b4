import { setBankAccountActive } from '../../../domain/banking/bank-account-store.js'
import { reopenBankAccount } from '../../../domain/banking/open-bank-account.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

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
      undo: { command: 'bank open-account', args: { account: account.title }, versions: {} },
      data: { account: account.title, active: false },
    }
  },
})

const reopen = defineCommand({
  name: 'bank open-account',
  summary: 'Keep a closed bank account again',
  example: 'bank open-account "Main account"',
  params: {
    account: required('text', 'Bank account', { target: true, hint: 'The name or number of one that was closed' }),
  },
  needs: 'bank.write',
  risk: 'reversible',
  run: async (_context, { account: named }, tx) => {
    const { id, name, version } = await reopenBankAccount(tx, named)
    const account = { kind: 'bank-account' as const, id, ref: name, title: name, version }
    return {
      headline: `${name} is kept again`,
      changes: [{ label: 'Kept', before: 'no', after: 'yes' }],
      undo: { command: 'bank close-account', args: { account }, versions: {} },
      data: { account: name, active: true },
    }
  },
})

export default [close, reopen]
