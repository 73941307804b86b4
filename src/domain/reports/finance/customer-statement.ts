import { addMonths, type IsoDate } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Row } from '../../../lib/table.js'
import type { StatementOfCurrency } from '../../billing/statement.js'
import { getStatement } from '../../billing/statement-document.js'
import { booksAsked, knownParams, saidOf } from '../books.js'
import { amount, cellsIn, day, text } from '../cells.js'
import { defineReport } from '../define-report.js'
import { ratesOn } from '../rates.js'

export default defineReport({
  name: 'customer-statement',
  title: 'Customer statement',
  summary: 'A customer’s account: what it opened with, each change, and the balance after it',
  params: {
    company: { type: 'record', record: 'company', label: 'Customer', required: true },
    since: { type: 'date', label: 'Since', required: false },
    asof: { type: 'date', label: 'As of', required: false },
    ...knownParams,
  },
  example: 'Acme',
  needs: 'report.finance',
  lane: 'records',
  run: async (read, { company, since, asof, ...asked }, { workspace, today }) => {
    const currency = workspace.baseCurrency
    const to = asof ?? today
    const from: IsoDate = since ?? addMonths(to, -3)
    const books = await booksAsked(read, asked, workspace.timeZone)
    const { currencies } = await getStatement(read, { companyId: company.id, from, to }, books.known)
    const rates = await ratesOn(read, currency, to)
    const closing = currencies.map(({ currency, closingMinor }) => money(closingMinor, currency))
    const whole = closing.reduce((sum, each) => sum + (rates.worth(each) ?? 0n), 0n)
    const laid = currencies.map(linesOf)
    return {
      summary: `${company.title}, ${closing.map(formatMoney).join(' and ') || 'nothing'} owed`,
      columns: [
        day('date', 'Date'),
        text('what', 'What'),
        text('ref', 'Document'),
        day('due', 'Due'),
        amount('amount', 'Amount'),
        amount('balance', 'Balance'),
      ],
      rows: laid.flat(),
      totals: { what: 'Owed', balance: cellsIn(currency).amount(whole) },
      currency,
      asOf: to,
      from,
      to,
      notes: [...rates.notes(closing), ...saidOf(books).notes],
      explain: laid
        .flat()
        .map(({ ref }) => (typeof ref === 'string' && /^(INV|CN)-/.test(ref) ? `invoice show ${ref}` : null)),
      ...saidOf(books).sealed,
    }
  },
})

/** Its opening, its changes; a currency after the other. */
function linesOf({ currency, openingMinor, lines }: StatementOfCurrency): Row[] {
  const cells = cellsIn(currency)
  return [
    { what: 'Opening', balance: cells.amount(openingMinor) },
    ...lines.map(({ date, label, ref, dueDate, minor, balanceMinor }) => ({
      date: { date },
      what: label,
      ref,
      due: dueDate === null ? null : { date: dueDate },
      amount: cells.amount(minor),
      balance: cells.amount(balanceMinor),
    })),
  ]
}
