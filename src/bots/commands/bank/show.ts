import { listLines } from '../../../domain/banking/line-list-store.js'
import { notFound } from '../../../lib/errors.js'
import { formatMoney, money } from '../../../lib/money.js'
import { dateCell, fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { lineData, lineTitle, stateText } from './line-table.js'

export default defineCommand({
  name: 'bank show',
  summary: 'One line of a bank statement: all that the bank says of it, and what it was matched to',
  example: 'bank show LINE-12',
  params: { line: target('bank-line', 'Bank line') },
  needs: 'bank.read',
  risk: 'read',
  run: async ({ read }, { line: { id } }) => {
    const [line] = await read((lane) => listLines(lane, { ids: [id] }, 1))
    if (!line) throw notFound('There is no such bank line.', { id })
    const { originalMinor, originalCurrency } = line
    return {
      headline: `${line.ref}: ${formatMoney(money(line.amountMinor, line.currency))}, ${lineTitle(line)}`,
      fields: fieldsWith([
        ['Booked', { date: line.bookingDate }],
        ['Value', dateCell(line.valueDate)],
        ['Who', line.counterpartyName],
        ['Their account', line.counterpartyAccount],
        ['Text', line.remittance],
        ['Reference', line.reference],
        ['End-to-end id', line.endToEndId],
        ['Bank’s reference', line.bankReference],
        ['Kind', line.typeCode],
        ['Sent as', originalMinor === null ? null : { money: money(originalMinor, originalCurrency ?? line.currency) }],
        ['Account', line.bankAccount],
        ['Statement', line.statement],
        ['State', stateText(line)],
      ]),
      data: lineData(line),
    }
  },
})
