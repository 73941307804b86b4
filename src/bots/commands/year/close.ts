import { inWorkspace } from '../../../db/in-workspace.js'
import { closeYear, type PlannedYearEnd, planYearEnd } from '../../../domain/ledger/close-year.js'
import { counted } from '../../../lib/counted.js'
import { formatMoney, money } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { entryTable, postingTitle } from '../invoice/posting-table.js'
import { previewOf } from '../preview-hash.js'
import { yearData, yearParam } from './year-param.js'

export default defineCommand({
  name: 'year close',
  summary: 'Carry a year’s income and expenses to retained earnings; again later for what came late',
  example: 'year close 2025',
  params: yearParam,
  needs: 'close.manage',
  risk: 'consequential',
  preview: async ({ db, scope, workspace }, { year }) => {
    const plan = await inWorkspace(db, scope, (tx) => planYearEnd(tx, year, true))
    const { entry, accounts } = plan
    const open = plan.year.openPeriods
    const shown = {
      headline: `Close ${year}: ${resultWords(plan, workspace.baseCurrency)}?`,
      ...(open > 0 && {
        text: `${counted(open, 'period')} of ${year} can still be posted to; what comes late is carried over by itself.`,
      }),
      ...(entry && { sections: [{ title: postingTitle(entry), table: entryTable(entry, accounts) }] }),
      notes: ['Reports of the year stay as they are: profit and loss leaves this entry out.'],
    }
    return previewOf(shown, 'Close it', {})
  },
  run: async ({ workspace }, { year }, tx) => {
    const done = await closeYear(tx, year)
    return {
      headline: `${year} is closed: ${resultWords(done, workspace.baseCurrency)}`,
      actions: [{ label: 'Reopen', style: 'danger', do: { form: 'year reopen', args: { year } } }],
      data: yearData(done, workspace.baseCurrency),
    }
  },
})

function resultWords({ entry, resultMinor, late }: PlannedYearEnd, currency: string): string {
  if (!entry) return 'nothing is left to carry over'
  const amount = formatMoney(money(resultMinor < 0n ? -resultMinor : resultMinor, currency))
  if (resultMinor === 0n) return `${late ? 'what came late comes' : 'income and expenses come'} to nothing`
  return `a ${late ? 'further ' : ''}${resultMinor > 0n ? 'profit' : 'loss'} of ${amount} to retained earnings`
}
