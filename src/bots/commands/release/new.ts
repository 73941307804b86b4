import { getAccount } from '../../../domain/ledger/account-store.js'
import type { ReleaseKind } from '../../../domain/ledger/release.js'
import { scheduleRelease } from '../../../domain/ledger/schedule-release.js'
import { shortDate } from '../../../lib/dates.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { KIND_WORDS } from './list.js'

const KINDS: Readonly<Record<string, ReleaseKind>> = {
  income: 'deferred_revenue',
  prepaid: 'prepayment',
  depreciation: 'depreciation',
}

export default defineCommand({
  name: 'release new',
  summary: 'Spread an amount that the books hold already over the days it is for',
  example: 'release new "Laptops of the support team" amount:3600 from:2026-11-01 to:2029-10-31 into:6900',
  params: {
    memo: required('text', 'What', { target: true }),
    amount: required('amount', 'Amount'),
    from: required('date', 'From'),
    to: required('date', 'To'),
    into: required('text', 'Into account', { hint: 'The code of the income or cost account' }),
    kind: optional('choice', 'Kind', { choices: Object.keys(KINDS), hint: 'By default depreciation' }),
    department: optional('text', 'Department'),
  },
  needs: 'journal.write',
  risk: 'reversible',
  run: async ({ workspace }, { memo, amount, from, to, into, kind, department }, tx) => {
    const base = workspace.baseCurrency
    if (amount.currency !== base)
      throw invalid(`What is held is held in ${base}, the currency of the books. Give the amount in ${base}.`)
    const account = await getAccount(tx, { code: into })
    const schedule = await scheduleRelease(tx, {
      kind: KINDS[kind ?? 'depreciation'] ?? 'depreciation',
      memo,
      amount,
      from,
      to,
      recognisedOn: from,
      intoAccountId: account.id,
      department: department ?? null,
    })
    return {
      headline: `${schedule.ref}: ${formatMoney(amount)} from ${shortDate(from)} to ${shortDate(to)} into ${account.code} ${account.name} (${KIND_WORDS[schedule.kind]})`,
      notes: ['A part is posted for each month that has ended: release run'],
      undo: {
        command: 'release stop',
        args: { schedule: schedule.ref },
        versions: { [`release_schedule:${schedule.id}`]: 1 },
      },
      data: { ref: schedule.ref, kind: schedule.kind, amount: toDecimal(amount), from, to, into: account.code },
    }
  },
})
