import { naturalSign } from '../../../domain/ledger/account.js'
import { listAccounts } from '../../../domain/ledger/account-store.js'
import { listBalances } from '../../../domain/ledger/balance-store.js'
import { type Journal, listJournal } from '../../../domain/ledger/journal-list-store.js'
import { type AccountMonth, listAccountMonths } from '../../../domain/ledger/monthly-store.js'
import { pickAccount } from '../../../domain/ledger/pick-account.js'
import { monthsBetween } from '../../../domain/ledger/profit-and-loss.js'
import { addToMonth, type IsoMonth, monthOf, shortDate, shortMonth } from '../../../lib/dates.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

const MONTHS = 12
const NEWEST = 8

export default defineCommand({
  name: 'account show',
  summary: 'One account: its balance, a year of movements and the newest entries',
  example: 'account show 1800',
  params: { account: required('text', 'Account', { target: true, hint: 'Its code or its name' }) },
  needs: 'account.read',
  risk: 'read',
  run: async (context, { account: words }) => {
    const { today, workspace, asker } = context
    const { baseCurrency } = workspace
    const to = monthOf(today)
    const span = { from: addToMonth(to, 1 - MONTHS), to }
    const { account, minor, moved, entries } = await context.read(async (read) => {
      const account = pickAccount(await listAccounts(read), words)
      const [balances, moved] = [await listBalances(read, today), await listAccountMonths(read, account.id, span)]
      const seen = asker.may('journal.read')
      const list = { limit: NEWEST, baseCurrency }
      const entries = seen ? (await listJournal(read, { accountCode: account.code }, list)).rows : []
      const minor = balances.find(({ accountId }) => accountId === account.id)?.balance ?? 0n
      return { account, minor, moved, entries }
    })
    const sign = naturalSign(account.kind)
    const balance = money(minor * sign, baseCurrency)
    const months = byMonth(moved, monthsBetween(span.from, span.to), sign).map(({ month, minor }) => ({
      month,
      decimal: toDecimal(money(minor, baseCurrency)),
    }))
    return {
      headline: `${account.code} ${account.name}: ${formatMoney(balance)} on ${shortDate(today)}`,
      fields: fieldsWith([
        ['Kind', account.kind],
        ['Control account of', account.control && `${account.control}s: posted with documents only`],
        ['Daybook posts here', account.purpose],
        ['State', account.active ? null : 'out of use'],
      ]),
      chart: {
        kind: 'bar',
        title: `${account.name}, movement by month`,
        unit: baseCurrency,
        categories: months.map(({ month }) => shortMonth(month)),
        series: [{ name: account.name, values: months.map(({ decimal }) => Number(decimal)) }],
      },
      sections: entries.length === 0 ? [] : [{ title: 'Newest entries', table: entryTable(entries) }],
      actions: asker.may('journal.read')
        ? [
            {
              label: 'All its entries',
              do: { command: 'journal list', args: { account: account.code } },
              typed: `journal list account:${account.code}`,
            },
          ]
        : [],
      notes: ['Balance and movements stand on the side where the account grows.'],
      data: {
        account: account.code,
        name: account.name,
        kind: account.kind,
        control: account.control,
        purpose: account.purpose,
        active: account.active,
        currency: baseCurrency,
        asOf: today,
        balance: toDecimal(balance),
        months: months.map(({ month, decimal }) => ({ month, movement: decimal })),
      },
    }
  },
})

const byMonth = (moved: readonly AccountMonth[], months: readonly IsoMonth[], sign: bigint) =>
  months.map((month) => ({ month, minor: (moved.find((each) => each.month === month)?.movement ?? 0n) * sign }))

const entryTable = (entries: Journal['rows']) => ({
  columns: [
    { key: 'entry', label: 'Entry', type: 'text' as const },
    { key: 'date', label: 'Date', type: 'date' as const },
    { key: 'memo', label: 'Memo', type: 'text' as const },
    { key: 'amount', label: 'Debit − credit', type: 'money' as const },
  ],
  rows: entries.map(({ entry, date, memo, amount }) => ({
    entry: entry ?? 'not sealed yet',
    date: { date },
    memo,
    amount: { money: amount },
  })),
})
