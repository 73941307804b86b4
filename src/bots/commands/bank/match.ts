import type { Tx } from '../../../db/in-workspace.js'
import { applyMatch } from '../../../domain/banking/apply-match.js'
import { certainMatches } from '../../../domain/banking/certain-matches.js'
import type { LineRow } from '../../../domain/banking/line-list-store.js'
import { manualMatch, type Rest } from '../../../domain/banking/manual-match.js'
import type { MatchBook } from '../../../domain/banking/match-book.js'
import { MATCHABLE, readOpen } from '../../../domain/banking/match-open-lines.js'
import type { Proposal, Settling } from '../../../domain/banking/proposal.js'
import { proposeMatch } from '../../../domain/banking/propose-match.js'
import { counted } from '../../../lib/counted.js'
import { refused } from '../../../lib/errors.js'
import { formatMoney, money } from '../../../lib/money.js'
import { type CommandContext, type Done, defineCommand } from '../define-command.js'
import { optional, type RecordRef } from '../params.js'
import { REST } from './candidates.js'
import { lineTitle } from './line-table.js'
import { loadOpenLine } from './open-line.js'

/** What one command does by itself: more takes longer than somebody waits. */
const AT_ONCE = 50

export default defineCommand({
  name: 'bank match',
  summary:
    'Match bank lines: all that are certain, or one line to what it is for; a payout to documents of several companies, rest:fee',
  example: 'bank match LINE-12 to:INV-2026-0042 rest:fee',
  params: {
    line: optional('record', 'Bank line', { record: 'bank-line', target: true }),
    to: optional('text', 'What it is for', {
      hint: 'Invoices, bills, or a payment; several with spaces between, a part as INV-2026-0042=500.00',
    }),
    rest: optional('choice', 'What is short', { choices: ['open', 'fee', 'discount', 'withholding'] }),
    company: optional('record', 'On account of', { record: 'company' }),
  },
  needs: 'bank.write',
  risk: 'reversible',
  run: async (context, { line, to, rest, company }, tx) => {
    if (!line) return matchAll(context, tx)
    const { row, book } = await loadOpenLine(context, line)
    const proposal = to || company ? said(row, book, { to, rest, company }) : only(row, book)
    await applyMatch(tx, row.id, proposal)
    return done(row, proposal)
  },
})

type Words = { to?: string | undefined; rest?: string | undefined; company?: RecordRef | undefined }

function said(row: LineRow, book: MatchBook, { to, rest, company }: Words): Proposal {
  const proposal = manualMatch(row, book, {
    to: (to ?? '').split(/[\s,;]+/).filter(Boolean),
    rest: (rest ?? 'open') as Rest,
    onAccount: company ? { companyId: company.id, name: company.title } : null,
  })
  if (!proposal.ok) throw refused(proposal.problem)
  return proposal.value
}

/** Without a word on what it is for, only what needs no question. */
function only(row: LineRow, book: MatchBook): Proposal {
  const proposals = proposeMatch(row, book)
  const [first] = proposals
  if (first?.certain && proposals.length === 1) return first
  const what =
    proposals.length === 0 ? 'Nothing that is open fits it' : `It may be ${counted(proposals.length, 'thing')}`
  throw refused(`${row.ref} is not clear. ${what}: bank show ${row.ref} shows the choices.`)
}

function done(row: LineRow, proposal: Proposal): Done {
  return {
    headline: `${row.ref} ${formatMoney(money(row.amountMinor, row.currency))} is matched: ${whatText(proposal)}`,
    ...(proposal.by === 'manual' ? {} : { text: proposal.reason }),
    undo: {
      command: 'bank unmatch',
      args: { line: { kind: 'bank-line', id: row.id, ref: row.ref, title: lineTitle(row), version: row.version } },
      versions: { [row.id]: row.version + 1 },
    },
    data: { line: row.ref, by: proposal.by, what: whatText(proposal) },
  }
}

/** ", where 12.50 EUR is the bank’s fee". */
function lacking({ differences, items }: Settling): string {
  const [first] = differences
  if (!first) return ''
  const minor = differences.reduce((sum, each) => sum + each.minor, 0n)
  return `, where ${formatMoney(money(minor, items[0]?.currency ?? ''))} ${REST[first.method]}`
}

export function whatText({ does }: Proposal): string {
  switch (does.kind) {
    case 'settle': {
      const documents = does.items.map(({ name }) => name).join(', ')
      return documents === '' ? `on account of ${does.partyName}` : `${documents} of ${does.partyName}${lacking(does)}`
    }
    case 'payout':
      return `${does.shares.flatMap(({ items }) => items.map(({ name }) => name)).join(', ')} of ${counted(does.shares.length, 'company', 'companies')}${does.feeMinor > 0n ? ', less a fee' : ''}`
    case 'recorded':
      return `${does.entry.name}, in the books already`
    case 'run':
      return `${does.run.name}, ${does.parts.map(({ name }) => name).join(', ')}`
    case 'return':
      return `return of ${does.name}`
    case 'transfer':
      return `transfer, ${does.name}`
    case 'post':
      return does.accountName
  }
}

/** What is certain among all open lines, some at a time; the rest is for people. */
async function matchAll({ read }: CommandContext, tx: Tx): Promise<Done> {
  const { lines, book } = await read((lane) => readOpen(lane, MATCHABLE))
  const certain = certainMatches(lines, book)
  for (const { line, proposal } of certain.slice(0, AT_ONCE)) await applyMatch(tx, line.id, proposal)
  const count = Math.min(certain.length, AT_ONCE)
  const left = lines.length - count
  return {
    headline: `${counted(count, 'line')} matched, ${left} left${certain.length > count ? ': give it again for more that are certain' : ''}`,
    ...(count > 0
      ? {
          sections: [
            {
              title: 'Matched',
              lines: certain
                .slice(0, count)
                .map(({ line, proposal }) => `${line.ref}: ${whatText(proposal)}. ${proposal.reason}`),
            },
          ],
        }
      : {}),
    actions:
      left > 0 ? [{ label: 'Lines to match', do: { command: 'bank lines', args: {} }, typed: 'bank lines' }] : [],
    data: {
      matched: certain
        .slice(0, count)
        .map(({ line, proposal }) => ({ line: line.ref, by: proposal.by, what: whatText(proposal) })),
      left,
    },
  }
}
