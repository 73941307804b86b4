import { inWorkspace } from '../../../db/in-workspace.js'
import { closeReturn, type PlannedReturn, planReturn } from '../../../domain/ledger/close-tax-return.js'
import { sealAll } from '../../../domain/ledger/seal-entries.js'
import { addToMonth, type IsoDate, lastOfMonth, monthOf, shortDate } from '../../../lib/dates.js'
import { refused } from '../../../lib/errors.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { previewOf } from '../preview-hash.js'
import type { Table } from '../reply.js'

const FIRST =
  'It is the first one, and nothing before its first day is in any return. If an earlier system declared part of it, say since when Daybook does: from:2026-11-01.'

export default defineCommand({
  name: 'tax close',
  summary: 'Freeze a tax return: what is posted into its days later falls into the next',
  example: 'tax close to:2026-10-31',
  params: {
    to: optional('date', 'Up to', { hint: 'By default the end of the last month' }),
    from: optional('date', 'From', {
      hint: 'Of the first return alone: the day from which Daybook declares, by default the first of the books',
    }),
  },
  needs: 'tax.close',
  risk: 'consequential',
  preview: async ({ db, scope, today, workspace }, { to, from }) => {
    const endsOn = lastDay(to, today)
    await sealAll(db, scope) // what has no seal yet could not be told from what comes later
    const plan = await inWorkspace(db, scope, (tx) => planReturn(tx, endsOn, today, workspace.baseCurrency, from))
    const shown = {
      headline: `Close ${plan.ref}, ${shortDate(plan.startsOn)} to ${shortDate(plan.endsOn)}: ${dueText(plan, workspace.baseCurrency)}?`,
      table: tableOf(plan, workspace.baseCurrency),
      notes: ['A closed return is never changed.', ...(plan.first ? [FIRST] : [])],
    }
    return previewOf(shown, 'Close it', {})
  },
  run: async ({ today, workspace }, { to, from }, tx) => {
    const base = workspace.baseCurrency
    const plan = await closeReturn(tx, lastDay(to, today), today, base, from)
    return {
      headline: `${plan.ref} is closed: ${dueText(plan, base)}`,
      table: tableOf(plan, base),
      data: {
        ref: plan.ref,
        from: plan.startsOn,
        to: plan.endsOn,
        seal: plan.seal.toString(),
        currency: base,
        due: toDecimal(money(plan.dueMinor, base)),
        codes: plan.totals.map(({ code, side, ...minor }) => ({
          code,
          side,
          net: toDecimal(money(minor.netMinor, base)),
          output: toDecimal(money(minor.outputMinor, base)),
          input: toDecimal(money(minor.inputMinor, base)),
        })),
      },
    }
  },
})

function lastDay(to: IsoDate | undefined, today: IsoDate): IsoDate {
  const endsOn = to ?? lastOfMonth(addToMonth(monthOf(today), -1))
  if (endsOn >= today) throw refused(`${shortDate(endsOn)} has not passed yet. A return covers days that are over.`)
  return endsOn
}

const dueText = ({ dueMinor }: PlannedReturn, base: string): string =>
  dueMinor < 0n ? `${formatMoney(money(-dueMinor, base))} to be refunded` : `${formatMoney(money(dueMinor, base))} due`

const tableOf = ({ totals }: PlannedReturn, base: string): Table => ({
  columns: [
    { key: 'code', label: 'Code', type: 'text' },
    { key: 'name', label: 'Name', type: 'text' },
    { key: 'net', label: 'Net', type: 'money' },
    { key: 'output', label: 'Tax owed', type: 'money' },
    { key: 'input', label: 'Tax recovered', type: 'money' },
  ],
  rows: totals.map(({ code, name, netMinor, outputMinor, inputMinor }) => ({
    code,
    name,
    net: { money: money(netMinor, base) },
    output: { money: money(outputMinor, base) },
    input: { money: money(inputMinor, base) },
  })),
})
