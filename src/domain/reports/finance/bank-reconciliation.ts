import { money } from '../../../lib/money.js'
import { listBankAccounts } from '../../banking/bank-account-store.js'
import { type Reconciliation, reconcile } from '../../banking/reconciliation.js'
import { loadSides } from '../../banking/reconciliation-store.js'
import { booksAsked, knownParams, saidOf } from '../books.js'
import { defineReport } from '../define-report.js'

export default defineReport({
  name: 'bank-reconciliation',
  title: 'Bank reconciliation',
  summary:
    'Every bank account: its balance in the books and at the bank, what only one of them has, and what nothing explains',
  params: { asof: { type: 'date', label: 'As of', required: false }, ...knownParams },
  needs: 'report.finance',
  lane: 'records',
  run: async (read, { asof, ...asked }, { workspace, today }) => {
    const asOf = asof ?? today
    const books = await booksAsked(read, asked, workspace.timeZone)
    const accounts = await listBankAccounts(read)
    const found = await Promise.all(
      accounts.map(async (account) => ({
        account,
        result: reconcile(await loadSides(read, account, asOf, books.known)),
      })),
    )
    const off = found.filter(({ result }) => result.unexplainedMinor !== 0n)
    return {
      summary:
        off.length === 0
          ? `${found.length === 1 ? 'one account' : `${found.length} accounts`}, all explained`
          : `${off.map(({ account }) => account.name).join(', ')} not explained`,
      columns: [
        { key: 'account', label: 'Account', type: 'text' },
        { key: 'books', label: 'Books', type: 'money' },
        { key: 'inBooks', label: 'Only in the books', type: 'money' },
        { key: 'onBank', label: 'Only on the bank', type: 'money' },
        { key: 'bank', label: 'Bank', type: 'money' },
        { key: 'unexplained', label: 'Unexplained', type: 'money' },
      ],
      rows: found.map(({ account, result }) => ({ account: account.name, ...cells(result, account.currency) })),
      // Accounts may be in several currencies: only what is unexplained is counted.
      totals: { account: off.length === 0 ? 'All explained' : `${off.length} not explained` },
      currency: workspace.baseCurrency,
      asOf,
      from: null,
      to: asOf,
      notes: [
        ...found
          .filter(({ result }) => result.bankMinor === null)
          .map(({ account }) => `No statement of ${account.name} tells a balance up to then.`),
        ...saidOf(books).notes,
      ],
      explain: accounts.map(({ name }) => `bank reconcile "${name}" asof:${asOf}`),
      ...saidOf(books).sealed,
    }
  },
})

function cells({ ledgerMinor, bankMinor, inBooks, onBank, unexplainedMinor }: Reconciliation, currency: string) {
  const cell = (minor: bigint | null) => (minor === null ? null : { money: money(minor, currency) })
  const sum = (items: readonly { minor: bigint }[]) => items.reduce((total, { minor }) => total + minor, 0n)
  return {
    books: cell(ledgerMinor),
    inBooks: cell(sum(inBooks)),
    onBank: cell(sum(onBank)),
    bank: cell(bankMinor),
    unexplained: cell(unexplainedMinor),
  }
}
