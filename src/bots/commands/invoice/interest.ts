import { inWorkspace } from '../../../db/in-workspace.js'
import {
  chargeInterest,
  type PlannedInterest,
  planInterest,
  unchargeInterest,
} from '../../../domain/billing/charge-interest.js'
import { claimed } from '../../../domain/billing/interest-claim.js'
import { invoiceName } from '../../../domain/billing/invoice.js'
import { shortDate } from '../../../lib/dates.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { fieldsWith, moneyCell } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { invoiceActions } from './invoice-actions.js'

const charge = defineCommand({
  name: 'invoice interest',
  summary: 'Charge the interest that reminders of a late invoice have said, by an invoice of its own without tax',
  example: 'invoice interest INV-2026-0042',
  params: {
    invoice: target('invoice', 'Late invoice'),
    date: optional('date', 'Date', { hint: 'Up to which it is reckoned, and of the new invoice' }),
  },
  needs: 'invoice.issue',
  risk: 'consequential',
  preview: async (context, { invoice, date }) => {
    const { db, scope, today } = context
    const plan = await inWorkspace(db, scope, (tx) => planInterest(tx, invoice.id, date ?? today))
    refuseOthers(context.asker, 'invoice.issue', plan.invoice)
    const shown = {
      headline: `Charge ${plan.customer} ${formatMoney(claimed(plan.claim))} for the late payment of ${plan.claim.invoice}?`,
      fields: fieldsOf(plan),
      sections: [{ title: 'Lines', lines: plan.lines.map(({ description }) => description) }],
      notes: ['It gets its number when you confirm. No interest is on it, and Undo credits it.'],
    }
    return previewOf(shown, 'Charge it', { [invoice.id]: plan.invoice.version })
  },
  run: async (context, { invoice, date }, tx) => {
    const { note, claim, customer, invoice: late } = await chargeInterest(tx, invoice.id, date ?? context.today)
    refuseOthers(context.asker, 'invoice.issue', late)
    const name = invoiceName(note)
    return {
      headline: `${name}: ${customer} is charged ${formatMoney(claimed(claim))} for the late payment of ${claim.invoice}`,
      changes: [{ label: 'Interest to charge', before: formatMoney(claimed(claim)), after: `charged by ${name}` }],
      actions: invoiceActions(context.asker, { ...note, name }),
      undo: { command: 'invoice interest-restore', args: { invoice: name }, versions: { [note.id]: note.version } },
      data: {
        invoice: name,
        of: claim.invoice,
        through: claim.through,
        currency: claim.currency,
        interest: toDecimal(money(claim.interestMinor, claim.currency)),
        fee: toDecimal(money(claim.feeMinor, claim.currency)),
      },
    }
  },
})

const fieldsOf = ({ claim, income, customer }: PlannedInterest) => {
  const cell = (minor: bigint) => moneyCell(minor === 0n ? null : money(minor, claim.currency))
  return fieldsWith([
    ['Customer', customer],
    ['Late invoice', claim.invoice],
    ['Due', { date: claim.dueDate }],
    ['Interest up to', { date: claim.through }],
    ['Interest', cell(claim.interestMinor)],
    ['Lump sum', cell(claim.feeMinor)],
    ['Posted to', `${income.code} ${income.name}`],
  ])
}

const restore = defineCommand({
  name: 'invoice interest-restore',
  summary: 'Credit an invoice that charges interest, and claim the interest as before',
  example: 'invoice interest-restore INV-2026-0043',
  params: { invoice: target('invoice', 'Invoice') },
  needs: 'invoice.issue',
  risk: 'reversible',
  hidden: true,
  run: async ({ today }, { invoice }, tx) => {
    const { name, credit } = await unchargeInterest(tx, invoice.id, today)
    return {
      headline: `${name} is credited by ${credit}, and its interest claimed as before`,
      text: `As of ${shortDate(today)}.`,
      data: { invoice: name, creditNote: credit },
    }
  },
})

export default [charge, restore]
