import { type LineRow, listLines } from '../../../domain/banking/line-list-store.js'
import { loadMatchBook } from '../../../domain/banking/match-book-store.js'
import { listMatchRows } from '../../../domain/banking/match-store.js'
import type { Proposal } from '../../../domain/banking/proposal.js'
import { proposeMatch } from '../../../domain/banking/propose-match.js'
import { notFound } from '../../../lib/errors.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { dateCell, fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import type { Action } from '../reply.js'
import { candidateActions } from './candidates.js'
import { lineData, lineTitle, stateText } from './line-table.js'
import { matchText, openAgain } from './settled-card.js'

export default defineCommand({
  name: 'bank show',
  summary: 'One line of a bank statement: all that the bank says of it, and what it was matched to',
  example: 'bank show LINE-12',
  params: { line: target('bank-line', 'Bank line') },
  needs: 'bank.read',
  risk: 'read',
  run: async ({ read, asker }, { line: { id } }) => {
    const { line, matches, book } = await read(async (lane) => {
      const [[line], matches] = await Promise.all([listLines(lane, { ids: [id] }, 1), listMatchRows(lane, id)])
      return { line, matches, book: line?.state === 'open' ? await loadMatchBook(lane) : null }
    })
    if (!line) throw notFound('There is no such bank line.', { id })
    const proposals = book ? proposeMatch(line, book) : []
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
      sections: [
        ...(matches.length > 0 ? [{ title: 'Matched', lines: matches.map(matchText) }] : []),
        ...(proposals.length > 0 ? [{ title: 'It may be', lines: proposals.map(({ reason }) => reason) }] : []),
      ],
      actions: [
        ...(matches.some(({ undone }) => !undone) ? [traceButton(line)] : []),
        ...(asker.may('bank.write') ? actionsOf(line, proposals) : []),
      ],
      data: {
        ...lineData(line),
        matches: matches.map(({ amountMinor, ...match }) => ({
          ...match,
          amount: toDecimal(money(amountMinor, line.currency)),
        })),
        candidates: proposals.map(({ by, reason, certain }) => ({ by, reason, certain })),
      },
    }
  },
})

const traceButton = ({ ref }: LineRow): Action => ({
  label: 'Trace',
  do: { command: 'bank trace', args: { line: ref } },
  typed: `bank trace ${ref}`,
})

const actionsOf = (line: LineRow, proposals: readonly Proposal[]): Action[] =>
  line.state === 'open' ? candidateActions(line, proposals) : [openAgain(line)]
