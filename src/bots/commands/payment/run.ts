import { inWorkspace } from '../../../db/in-workspace.js'
import { makeRun, type NewRun, type PlannedRun, planRun } from '../../../domain/banking/make-payment-run.js'
import { runTitle } from '../../../domain/banking/payment-run.js'
import { counted } from '../../../lib/counted.js'
import { addDays, type IsoDate, shortDate } from '../../../lib/dates.js'
import { refused } from '../../../lib/errors.js'
import { spacedIban } from '../../../lib/iban.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { optional, type RecordRef } from '../params.js'
import { previewOf } from '../preview-hash.js'
import type { Reply, Table } from '../reply.js'

type Args = {
  until?: IsoDate | undefined
  on?: IsoDate | undefined
  account?: RecordRef | undefined
  supplier?: RecordRef | undefined
  record?: string | undefined
}

export default defineCommand({
  name: 'payment run',
  summary:
    'Propose to pay what is due: a second person approves, then there is a file for the bank. Daybook itself moves no money',
  example: 'payment run until:2026-12-04 on:2026-11-27',
  params: {
    until: optional('date', 'Due until', { hint: 'Default: a week from the day of payment' }),
    on: optional('date', 'Paid on', { hint: 'Default: today' }),
    account: optional('record', 'From', { record: 'bank-account' }),
    supplier: optional('record', 'Only this supplier', { record: 'company' }),
    record: optional('choice', 'Recorded', {
      choices: ['statement', 'at-once'],
      hint: 'Default: when the statement shows it',
    }),
  },
  needs: 'payment.write',
  aliases: ['bill run'],
  risk: 'consequential',
  preview: async (context, args) => {
    const input = inputOf(context, args)
    const plan = await inWorkspace(context.db, context.scope, (tx) => planRun(tx, input))
    if (plan.items.length === 0) throw refused(nothing(plan, input))
    return previewOf(shownOf(plan, input), 'Ask for approval', {})
  },
  run: async (context, args, tx) => {
    const input = inputOf(context, args)
    const plan = await makeRun(tx, input)
    const { run, approval } = plan
    const total = money(run.totalMinor, run.currency)
    return {
      headline: `${runTitle(run.ref, run.items.length, run.payOn)}: ${formatMoney(total)} waits for approval (${approval.ref})`,
      table: itemTable(plan),
      ...leftSection(plan),
      undo: { command: 'payment cancel', args: { run: run.ref }, versions: { [run.id]: run.version } },
      data: {
        run: run.ref,
        approval: approval.ref,
        on: run.payOn,
        currency: run.currency,
        total: toDecimal(total),
        payments: run.items.map(({ ref, party, amountMinor, discountMinor, endToEndId }) => ({
          bill: ref,
          to: party,
          amount: toDecimal(money(amountMinor, run.currency)),
          discount: toDecimal(money(discountMinor, run.currency)),
          endToEndId,
        })),
        left: plan.left,
      },
    }
  },
})

function inputOf({ today }: CommandContext, { until, on, account, supplier, record }: Args): NewRun {
  const payOn = on ?? today
  return {
    payOn,
    until: until ?? addDays(payOn, 7),
    ...(account ? { bankAccountId: account.id } : {}),
    ...(supplier ? { companyId: supplier.id } : {}),
    record: record === 'at-once' ? 'at_once' : 'statement',
  }
}

const nothing = ({ left }: PlannedRun, { until }: NewRun): string =>
  left.length === 0
    ? `Nothing is due until ${shortDate(until)}.`
    : `Nothing that is due until ${shortDate(until)} can be paid: ${left.map(({ ref, why }) => `${ref}, ${why}`).join('; ')}.`

const shownOf = (plan: PlannedRun, { payOn, until, record }: NewRun): Reply => ({
  headline: `Pay ${counted(plan.items.length, 'bill')} on ${shortDate(payOn)}: ${formatMoney(money(plan.totalMinor, plan.account.currency))}?`,
  fields: fieldsWith([
    ['From', `${plan.account.name}, ${spacedIban(plan.account.number ?? '')}`],
    ['Due until', { date: until }],
    ['Recorded', record === 'at_once' ? 'with the approval' : 'when the statement shows it'],
  ]),
  table: itemTable(plan),
  ...leftSection(plan),
})

const itemTable = ({ items, account, totalMinor }: PlannedRun): Table => ({
  columns: [
    { key: 'bill', label: 'Bill', type: 'text' },
    { key: 'to', label: 'To', type: 'text' },
    { key: 'account', label: 'Account', type: 'text' },
    { key: 'due', label: 'Due', type: 'date' },
    { key: 'discount', label: 'Discount', type: 'money' },
    { key: 'amount', label: 'Amount', type: 'money' },
  ],
  rows: items.map(({ ref, payee, dueDate, discountMinor, amountMinor }) => ({
    bill: ref,
    to: payee.holder,
    account: spacedIban(payee.number),
    due: { date: dueDate },
    discount: discountMinor === 0n ? null : { money: money(discountMinor, account.currency) },
    amount: { money: money(amountMinor, account.currency) },
  })),
  totals: { bill: 'Total', amount: { money: money(totalMinor, account.currency) } },
})

const leftSection = ({ left }: PlannedRun): Pick<Reply, 'sections'> =>
  left.length === 0
    ? {}
    : {
        sections: [
          { title: 'Due, but not paid', lines: left.map(({ ref, party, why }) => `${ref} of ${party}: ${why}`) },
        ],
      }
