import { type LineFilter, listLines, sumLines } from '../../../domain/banking/line-list-store.js'
import type { LineState } from '../../../domain/banking/line-store.js'
import { counted } from '../../../lib/counted.js'
import { money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { lineData, lineTable } from './line-table.js'

const SHOWN = 25
/** Lines with a button of their own. */
const OFFERED = 5
/** What `--json` gives: a year of a busy account goes by `from` and `to`. */
const IN_DATA = 1_000

const STATES: Record<string, LineState> = { open: 'open', matched: 'matched', aside: 'set_aside' }

export default defineCommand({
  name: 'bank lines',
  summary: 'Lines of bank statements: open ones, or matched, set aside, all; of an account or some days',
  example: 'bank lines open account:"Main account" from:2026-11-01',
  params: {
    which: optional('choice', 'Which', { target: true, choices: ['open', 'matched', 'aside', 'all'] }),
    account: optional('record', 'Bank account', { record: 'bank-account' }),
    statement: optional('record', 'Statement', { record: 'bank-statement' }),
    from: optional('date', 'From'),
    to: optional('date', 'To'),
  },
  needs: 'bank.read',
  risk: 'read',
  run: async ({ read }, { which, account, statement, from, to }) => {
    const state = STATES[which ?? 'open']
    const filter: LineFilter = {
      ...(state ? { state } : {}),
      ...(account ? { bankAccountId: account.id } : {}),
      ...(statement ? { statementId: statement.id } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    }
    const [lines, totals] = await read((lane) =>
      Promise.all([listLines(lane, filter, IN_DATA), sumLines(lane, filter)]),
    )
    const count = totals.reduce((sum, total) => sum + total.count, 0)
    const named = state === 'open' ? 'bank line to match' : 'bank line'
    return {
      headline: counted(count, named, state === 'open' ? 'bank lines to match' : 'bank lines'),
      ...(count > 0 ? { table: lineTable(lines.slice(0, SHOWN), count - Math.min(count, SHOWN)) } : {}),
      // What each open one may be is one click away.
      actions: lines
        .filter(({ state }) => state === 'open')
        .slice(0, OFFERED)
        .map(({ ref }) => ({
          label: `${ref}…`,
          do: { command: 'bank show', args: { line: ref } },
          typed: `bank show ${ref}`,
        })),
      data: {
        count,
        totals: totals.map(({ currency, state, count, inMinor, outMinor }) => ({
          currency,
          state,
          count,
          in: toDecimal(money(inMinor, currency)),
          out: toDecimal(money(outMinor, currency)),
        })),
        lines: lines.map(lineData),
      },
    }
  },
})
