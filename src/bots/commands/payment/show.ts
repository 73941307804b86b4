import { taxWithin } from '../../../domain/billing/advance-tax.js'
import { findShownAdvance } from '../../../domain/billing/advance-tax-store.js'
import { methodName } from '../../../domain/billing/payment.js'
import { listPayments, listUses } from '../../../domain/billing/payment-list-store.js'
import { tracePostings } from '../../../domain/ledger/trace-store.js'
import { notFound } from '../../../lib/errors.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { dateCell, fieldsWith, moneyCell } from '../cells.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { traceTable } from '../invoice/posting-table.js'
import { target } from '../params.js'
import { paymentActions } from './payment-actions.js'
import { paymentData, useTable } from './payment-table.js'

export default defineCommand({
  name: 'payment show',
  summary: 'One payment: what it settled, what is left on account, and what was posted',
  example: 'payment show PAY-12',
  params: { payment: target('payment', 'Payment') },
  needs: 'payment.read',
  risk: 'read',
  run: async (context, { payment: { id } }) => {
    const { row, uses, postings, advance } = await readCard(context, id)
    const how = `${methodName[row.method]} ${row.direction === 'in' ? 'by' : 'to'} ${row.party.name}`
    return {
      headline: `${row.ref}: ${how}, ${formatMoney(row.amount)}${row.reversedOn ? ', reversed' : ''}`,
      fields: fieldsWith([
        ['Date', { date: row.date }],
        ['Amount', { money: row.amount }],
        ['On account', moneyCell(row.held.minor > 0n ? row.held : null)],
        ['Tax on it', advance && taxText(advance, context.workspace.baseCurrency)],
        ['Account', `${row.account.code} ${row.account.name}`],
        ['Reference', row.reference],
        ['Reversed on', dateCell(row.reversedOn)],
      ]),
      sections: [
        ...(uses.length > 0 ? [{ title: 'What it settles', table: useTable(uses) }] : []),
        ...(postings.length > 0 ? [{ title: 'Posted', table: traceTable(postings) }] : []),
      ],
      actions: paymentActions(context.asker, row),
      data: {
        ...paymentData(row),
        settles: uses.map(({ name, date, amount, reversedOn }) => ({
          document: name,
          date,
          amount: toDecimal(amount),
          reversedOn,
        })),
      },
    }
  },
})

const readCard = ({ read, asker }: CommandContext, id: string) =>
  read(async (read) => {
    const [rows, uses, advance] = await Promise.all([
      listPayments(read, { ids: [id] }, 1),
      listUses(read, id),
      findShownAdvance(read, id),
    ])
    const [row] = rows
    if (!row) throw notFound('There is no such payment.', { id })
    const postings = row.entryId && asker.may('journal.read') ? await tracePostings(read, { entryId: row.entryId }) : []
    return { row, uses, postings, advance }
  })

const taxText = (advance: NonNullable<Awaited<ReturnType<typeof findShownAdvance>>>, currency: string): string =>
  `${formatMoney(money(taxWithin(advance.grossMinor, advance), currency))}, ${advance.name}`
