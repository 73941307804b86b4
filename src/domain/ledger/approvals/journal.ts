import { sqlInTx } from '../../../db/sql-in-tx.js'
import { money, toDecimal } from '../../../lib/money.js'
import { approvalContent } from '../../people/approval-content.js'
import { defineApproval } from '../../people/define-approval.js'
import { listAccounts } from '../account-store.js'
import { baseCurrencyOf } from '../base-rate.js'
import { debitsOf } from '../journal-limit.js'
import { postEntries } from '../post-entries.js'
import { canonicalEntry, readStoredEntry, type StoredEntry } from '../stored-entry.js'

/** An entry by hand above the limit: the whole of it is kept with the question, and yes posts it. */
export default defineApproval({
  name: 'journal',
  title: 'Journal entry',
  many: 'journal entries',
  needs: 'journal.approve',
  load: async (tx, { proposal }) => {
    const entry = readStoredEntry(proposal as StoredEntry)
    const accounts = new Map((await listAccounts(sqlInTx(tx))).map(({ id, code, name }) => [id, `${code} ${name}`]))
    const baseMinor = debitsOf(entry)
    const amount = money(baseMinor, await baseCurrencyOf(tx))
    return approvalContent(
      {
        title: `“${entry.memo}” on ${entry.date}, ${toDecimal(amount)} ${amount.currency}`,
        fields: [
          { label: 'Date', value: { date: entry.date } },
          { label: 'Memo', value: entry.memo },
        ],
        table: {
          columns: [
            { key: 'account', label: 'Account', type: 'text' },
            { key: 'amount', label: 'Debit, credit −', type: 'money' },
          ],
          rows: entry.postings.map((posting) => ({
            account: accounts.get(posting.accountId) ?? '',
            amount: { money: posting.amount },
          })),
        },
        amount: { money: amount, baseMinor },
        counterparty: null,
        department: null,
        preparers: [],
      },
      canonicalEntry(entry),
    )
  },
  approved: async (tx, { proposal }) => {
    const entry = readStoredEntry(proposal as StoredEntry)
    await postEntries(tx, [entry])
    await tx.outbox('journal.posted', { entryId: entry.id })
    return 'It is posted.'
  },
})
