import { listBankAccounts } from '../../../domain/banking/bank-account-store.js'
import { counted } from '../../../lib/counted.js'
import { spacedIban } from '../../../lib/iban.js'
import { money, toDecimal } from '../../../lib/money.js'
import { dateCell } from '../cells.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'bank accounts',
  summary: 'Bank accounts: how far each is read, and what waits to be matched',
  example: 'bank accounts',
  params: {},
  needs: 'bank.read',
  risk: 'read',
  bare: true,
  run: async ({ read, asker }) => {
    const accounts = await read((lane) => listBankAccounts(lane))
    const waiting = accounts.reduce((sum, { openLines }) => sum + openLines, 0)
    return {
      headline:
        accounts.length === 0
          ? 'No bank account is kept yet'
          : `${counted(accounts.length, 'bank account')}, ${counted(waiting, 'line')} to match`,
      ...(accounts.length === 0
        ? { text: 'Add the first one: `bank add "Main account" number:IBAN account:CODE`' }
        : {}),
      table: {
        columns: [
          { key: 'name', label: 'Account', type: 'text' },
          { key: 'number', label: 'Number', type: 'text' },
          { key: 'books', label: 'In the books', type: 'text' },
          { key: 'readTo', label: 'Read to', type: 'date' },
          { key: 'balance', label: 'Closes with', type: 'money' },
          { key: 'open', label: 'To match', type: 'number' },
        ],
        rows: accounts.map((each) => ({
          name: each.name,
          number: each.number && spacedIban(each.number),
          books: `${each.code} ${each.accountName}`,
          readTo: dateCell(each.readTo),
          balance: each.closingMinor === null ? null : { money: money(each.closingMinor, each.currency) },
          open: each.openLines,
        })),
      },
      actions: [
        ...(waiting > 0
          ? [{ label: 'Lines to match', do: { command: 'bank lines', args: {} }, typed: 'bank lines' }]
          : []),
        ...(asker.may('bank.write')
          ? [{ label: 'Add an account…', do: { form: 'bank add', args: {} }, typed: 'bank add' }]
          : []),
      ],
      notes: accounts
        .filter(({ unfooted }) => unfooted > 0)
        .map(
          ({ name, unfooted }) =>
            `${counted(unfooted, 'statement')} of ${name} ${unfooted === 1 ? 'does' : 'do'} not foot: bank list account:"${name}"`,
        ),
      data: accounts.map(({ name, number, currency, code, readTo, closingMinor, openLines, unfooted }) => ({
        account: name,
        number,
        currency,
        code,
        readTo,
        closing: closingMinor === null ? null : toDecimal(money(closingMinor, currency)),
        openLines,
        unfooted,
      })),
    }
  },
})
