import { openBankAccount } from '../../../domain/banking/open-bank-account.js'
import { spacedIban } from '../../../lib/iban.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

export default defineCommand({
  name: 'bank add',
  summary: 'Add an account at a bank, a card or a payment provider, and the account of the books that stands for it',
  example: 'bank add "Main account" number:DE89370400440532013000 account:1800',
  params: {
    name: required('text', 'Name', { target: true }),
    account: required('text', 'Account of the books', {
      options: 'account',
      hint: 'Its code in the chart of accounts',
    }),
    number: optional('text', 'IBAN or number', { hint: 'None for a payment provider' }),
    currency: optional('text', 'Currency', { hint: 'By default that of the books' }),
  },
  needs: 'bank.write',
  risk: 'reversible',
  run: async ({ workspace }, { name, number, currency, account }, tx) => {
    const added = await openBankAccount(tx, {
      name,
      number: number ?? null,
      currency: (currency ?? workspace.baseCurrency).toUpperCase(),
      accountCode: account,
    })
    return {
      headline: `${added.name} is kept: its statements can come in`,
      fields: fieldsWith([
        ['Number', added.number && spacedIban(added.number)],
        ['Currency', added.currency],
        ['In the books', account],
      ]),
      text: 'Import its first statement: `bank import FILE`.',
      undo: {
        command: 'bank close-account',
        args: { account: { kind: 'bank-account', ...added, ref: added.name, title: added.name } },
        versions: { [`bank_account:${added.id}`]: added.version },
      },
      data: { account: added.name, number: added.number, currency: added.currency, code: account },
    }
  },
})
