import { inWorkspace } from '../../../db/in-workspace.js'
import { type AccrualInput, accrue, planAccrual } from '../../../domain/ledger/accrue.js'
import { addToMonth, type IsoDate, monthOf, shortDate } from '../../../lib/dates.js'
import { formatMoney, type Money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { entryTable, postingTitle } from '../invoice/posting-table.js'
import { optional, type RecordRef, required } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { whenBilled } from './when-billed.js'

type Args = {
  memo: string
  account: string
  amount: Money
  month?: string | undefined
  company?: RecordRef | undefined
  department?: string | undefined
}

export default defineCommand({
  name: 'accrual new',
  summary: 'Post a cost whose bill has not come: at the month’s end, taken back on the next day',
  example: 'accrual new "Audit fee" account:6500 amount:4000 month:2026-10',
  params: {
    memo: required('text', 'What for', { target: true }),
    account: required('text', 'Cost account', { options: 'cost-account', hint: 'The account’s code or name' }),
    amount: required('amount', 'Amount'),
    month: optional('month', 'Month', { hint: 'By default the last that has ended' }),
    company: optional('record', 'Supplier', { record: 'company' }),
    department: optional('text', 'Department'),
  },
  needs: 'journal.write',
  risk: 'consequential',
  preview: async ({ db, scope, today, workspace }, args) => {
    const plan = await inWorkspace(db, scope, (tx) => planAccrual(tx, inputOf(args, today), workspace.baseCurrency))
    const accounts = [plan.account, plan.accruals]
    const sections = plan.entries.map((entry) => ({ title: postingTitle(entry), table: entryTable(entry, accounts) }))
    const [first, reversal] = plan.entries
    const shown = {
      headline: `Accrue ${formatMoney(args.amount)} for “${args.memo}” on ${shortDate(first.date)}, taken back on ${shortDate(reversal.date)}?`,
      sections,
    }
    return previewOf(shown, 'Accrue it', {})
  },
  run: async ({ asker, today, workspace }, args, tx) => {
    const { accrual, entries, account } = await accrue(tx, inputOf(args, today), workspace.baseCurrency)
    return {
      headline: `${accrual.ref}: ${formatMoney(args.amount)} accrued for ${accrual.month}, taken back on ${shortDate(entries[1].date)}`,
      ...(await whenBilled(tx, asker, accrual)),
      data: {
        ref: accrual.ref,
        month: accrual.month,
        account: account.code,
        currency: args.amount.currency,
        amount: toDecimal(args.amount),
        posted: entries[0].date,
        reversed: entries[1].date,
      },
    }
  },
})

const inputOf = ({ memo, account, amount, month, company, department }: Args, today: IsoDate): AccrualInput => ({
  memo,
  account,
  amount,
  month: month ?? addToMonth(monthOf(today), -1),
  ...(company && { companyId: company.id }),
  ...(department && { department }),
})
