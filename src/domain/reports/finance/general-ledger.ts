import type { Chart } from '../../../lib/chart.js'
import type { IsoMonth } from '../../../lib/dates.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, money } from '../../../lib/money.js'
import { listAccounts } from '../../ledger/account-store.js'
import { booksAsked, knownParams, knownWords } from '../books.js'
import { cellsIn } from '../cells.js'
import { defineReport } from '../define-report.js'
import { monthParams, monthsAsked } from '../span.js'
import { pageOfPostings, partNotes } from './account-postings.js'
import { monthsOfAccount, restrictedMonths, sumsOfAccounts } from './general-ledger-store.js'
import { accountsTable, monthsTable, postingsTable } from './general-ledger-tables.js'

const RESTRICTED = 'Entries on restricted accounts are one line a month: you see what they come to, and not each.'

export default defineReport({
  name: 'general-ledger',
  title: 'General ledger',
  summary: 'Each account with what it opened and closed with; of one account every posting with the balance after it',
  params: {
    account: { type: 'text', label: 'Account', required: false, hint: 'Its code' },
    ...monthParams,
    page: { type: 'integer', label: 'Page', required: false, hint: 'Of an account with very many postings' },
    ...knownParams,
  },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { account: code, from, to, page = 1, ...known }, { workspace, today, asRows = false, may }) => {
    const { baseCurrency: currency, timeZone } = workspace
    const span = monthsAsked({ from, to }, today, 1)
    const { atSeal, note, sealed } = await booksAsked(read, known, timeZone)
    const common = { currency, asOf: today, from: span.from, to: span.to, ...sealed }
    const sums = await sumsOfAccounts(read, span, atSeal)
    if (code === undefined)
      return { ...common, ...accountsTable(sums, span, currency, knownWords(known)), notes: [note] }
    const account = (await listAccounts(read)).find((each) => each.code === code)
    if (!account) throw invalid(`There is no account ${code}. See them all: account list`)
    const opening = sums.find((each) => each.code === code)?.openingMinor ?? 0n
    const said = `${account.code} ${account.name}`
    const unrestricted = !may('restricted.read')
    if (account.restricted && unrestricted) {
      const months = await monthsOfAccount(read, account.id, span, atSeal)
      const notes = [`${said} is restricted: months, and not single postings.`, note]
      return { ...common, ...monthsTable(months, currency), notes }
    }
    const part = await pageOfPostings(read, account.id, span, { atSeal, unrestricted, page, asRows })
    const hidden = unrestricted ? await restrictedMonths(read, account.id, span, atSeal) : []
    const table = postingsTable(part, hidden, { opening, currency, to: span.to })
    return {
      ...common,
      ...table,
      summary: `${said}, ${formatMoney(money(table.closing, currency))} at the end`,
      ...(table.months.length > 1 && part.postings.length === part.count
        ? { chart: balanceChart(said, table.months, currency) }
        : {}),
      notes: [
        'Debits are positive, credits negative.',
        ...partNotes(part, page, asRows),
        ...(hidden.length > 0 ? [RESTRICTED] : []),
        note,
      ],
    }
  },
})

const balanceChart = (
  said: string,
  months: readonly { month: IsoMonth; balance: bigint }[],
  currency: string,
): Chart => ({
  kind: 'line',
  title: `Balance of ${said}`,
  unit: currency,
  categories: months.slice(-20).map(({ month }) => month),
  series: [{ name: 'Balance', values: months.slice(-20).map(({ balance }) => cellsIn(currency).major(balance)) }],
})
