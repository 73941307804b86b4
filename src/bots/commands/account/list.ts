import { naturalSign } from '../../../domain/ledger/account.js'
import { listAccounts } from '../../../domain/ledger/account-store.js'
import { listBalances } from '../../../domain/ledger/balance-store.js'
import { counted } from '../../../lib/counted.js'
import { shortDate } from '../../../lib/dates.js'
import { money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { ACCOUNT_KINDS } from './account-kinds.js'

export default defineCommand({
  name: 'account list',
  summary: 'The chart of accounts with today’s balances',
  example: 'account list expense',
  params: { kind: optional('choice', 'Kind', { target: true, choices: ACCOUNT_KINDS }) },
  needs: 'account.read',
  risk: 'read',
  bare: true,
  run: async (context, { kind }) => {
    const { today, workspace } = context
    const [all, balances] = await context.read((read) => Promise.all([listAccounts(read), listBalances(read, today)]))
    const accounts = all.filter((account) => account.active && (!kind || account.kind === kind))
    const byId = new Map(balances.map(({ accountId, balance }) => [accountId, balance]))
    const rows = accounts.map((account) => ({
      ...account,
      // As people read it: what a customer owes and what we earned are both positive.
      balance: money((byId.get(account.id) ?? 0n) * naturalSign(account.kind), workspace.baseCurrency),
    }))
    return {
      headline: `${counted(rows.length, kind ? `${kind} account` : 'account')}, balances of ${shortDate(today)}`,
      table: {
        columns: [
          { key: 'code', label: 'Account', type: 'text' },
          { key: 'name', label: 'Name', type: 'text' },
          { key: 'kind', label: 'Kind', type: 'text' },
          { key: 'balance', label: 'Balance', type: 'money' },
        ],
        rows: rows.map(({ code, name, kind, balance }) => ({
          code,
          name,
          kind,
          balance: balance.minor === 0n ? null : { money: balance },
        })),
      },
      notes: ['Balances stand on the side where the account grows: a revenue of 100.00 is 100.00, not -100.00.'],
      data: {
        currency: workspace.baseCurrency,
        asOf: today,
        accounts: rows.map(({ code, name, kind, control, balance }) => ({
          code,
          name,
          kind,
          control,
          balance: toDecimal(balance),
        })),
      },
    }
  },
})
