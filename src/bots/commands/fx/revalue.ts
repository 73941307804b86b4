import { inWorkspace } from '../../../db/in-workspace.js'
import { type PlannedRevaluation, planRevaluation, postRevaluation } from '../../../domain/ledger/post-revaluation.js'
import { HELD } from '../../../domain/ledger/revaluation.js'
import { addToMonth, type IsoDate, type IsoMonth, lastOfMonth, monthOf, shortDate } from '../../../lib/dates.js'
import { refused } from '../../../lib/errors.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { previewOf } from '../preview-hash.js'
import type { Table } from '../reply.js'

export default defineCommand({
  name: 'fx revalue',
  summary: 'Revalue what is held in other currencies at a month’s closing rates; taken back on the next day',
  example: 'fx revalue month:2026-10',
  params: { month: optional('month', 'Month', { hint: 'By default the last that has ended' }) },
  needs: 'fx.write',
  risk: 'consequential',
  preview: async ({ db, scope, today, workspace }, { month }) => {
    const of = monthToRevalue(month, today)
    const plan = await inWorkspace(db, scope, (tx) => planRevaluation(tx, of, workspace.baseCurrency))
    const [entry, reversal] = plan.entries
    const shown = {
      headline: `Revalue on ${shortDate(entry.date)}: ${sumOf(plan, workspace.baseCurrency)} unrealised, taken back on ${shortDate(reversal.date)}?`,
      table: tableOf(plan, workspace.baseCurrency),
      notes: plan.notes,
    }
    return previewOf(shown, 'Revalue', {})
  },
  run: async ({ today, workspace }, { month }, tx) => {
    const base = workspace.baseCurrency
    const of = monthToRevalue(month, today)
    const plan = await postRevaluation(tx, of, base)
    return {
      headline: `Revalued ${of}: ${sumOf(plan, base)} unrealised`,
      table: tableOf(plan, base),
      data: {
        month: of,
        currency: base,
        revaluations: plan.revaluations.map(({ companion, currency, rate, ...minor }) => ({
          of: HELD[companion],
          currency,
          rate,
          held: toDecimal(money(minor.amountMinor, currency)),
          carried: toDecimal(money(minor.carriedMinor, base)),
          worth: toDecimal(money(minor.worthMinor, base)),
          difference: toDecimal(money(minor.differenceMinor, base)),
        })),
      },
    }
  },
})

function monthToRevalue(month: IsoMonth | undefined, today: IsoDate): IsoMonth {
  const of = month ?? addToMonth(monthOf(today), -1)
  if (lastOfMonth(of) > today) throw refused(`${of} has not ended yet: its closing rates are not known.`)
  return of
}

const sumOf = ({ revaluations }: PlannedRevaluation, base: string): string =>
  formatMoney(
    money(
      revaluations.reduce((sum, each) => sum + each.differenceMinor, 0n),
      base,
    ),
  )

const tableOf = ({ revaluations }: PlannedRevaluation, base: string): Table => ({
  columns: [
    { key: 'what', label: 'What', type: 'text' },
    { key: 'held', label: 'Held', type: 'money' },
    { key: 'rate', label: 'Rate', type: 'text' },
    { key: 'carried', label: 'Carried at', type: 'money' },
    { key: 'worth', label: 'Worth', type: 'money' },
    { key: 'difference', label: 'Difference', type: 'money' },
  ],
  rows: revaluations.map(({ companion, currency, rate, ...minor }) => ({
    what: HELD[companion],
    held: { money: money(minor.amountMinor, currency) },
    rate,
    carried: { money: money(minor.carriedMinor, base) },
    worth: { money: money(minor.worthMinor, base) },
    difference: { money: money(minor.differenceMinor, base) },
  })),
})
