import { inWorkspace } from '../../../db/in-workspace.js'
import { debitsOf } from '../../../domain/ledger/journal-limit.js'
import { type NewSeries, planSeries, recurJournal } from '../../../domain/ledger/recur-journal.js'
import { EVERY, type Every } from '../../../domain/ledger/recurring-journal.js'
import { type IsoDate, shortDate } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { entryTable } from '../invoice/posting-table.js'
import { optional, required } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { journalParams, type LinesArgs, linesOf } from './journal-params.js'
import { seriesData } from './recurring.js'

type Args = LinesArgs & { memo: string; every: string; date?: IsoDate | undefined; until?: IsoDate | undefined }

export default defineCommand({
  name: 'journal recur',
  summary: 'Repeat an entry every month, quarter or year',
  example: 'journal recur "Office rent" every:month date:2026-12-01 lines:"6310 1200; 1800"',
  params: {
    ...journalParams,
    every: required('choice', 'Every', { choices: EVERY }),
    date: optional('date', 'First on'),
    until: optional('date', 'Until'),
  },
  needs: 'journal.write',
  risk: 'consequential',
  preview: async ({ db, scope, today, workspace }, args) => {
    const plan = await inWorkspace(db, scope, (tx) => planSeries(tx, inputOf(args, today, workspace.baseCurrency)))
    const amount = formatMoney(money(debitsOf(plan.entry), workspace.baseCurrency))
    const shown = {
      headline: `Post “${args.memo}”, ${amount}, every ${args.every} from ${shortDate(plan.entry.date)}${args.until ? ` until ${shortDate(args.until)}` : ''}?`,
      sections: [{ title: 'What will be posted each time', table: entryTable(plan.entry, plan.accounts) }],
      ...(plan.second && { text: 'It is above what one person may post, so a second person is asked first.' }),
    }
    return previewOf(shown, plan.second ? 'Ask for approval' : 'Set it up', {})
  },
  run: async ({ today, workspace }, args, tx) => {
    const { series, asked } = await recurJournal(tx, inputOf(args, today, workspace.baseCurrency))
    const when = `every ${series.every} from ${shortDate(series.startsOn)}`
    return {
      headline: asked ? `${series.ref}: asked for approval (${asked.ref}), then ${when}` : `${series.ref}: ${when}`,
      undo: {
        ...(asked
          ? { command: 'approval withdraw', args: { approval: asked.ref } }
          : { command: 'journal stop', args: { series: series.ref } }),
        versions: { [`recurring_journal:${series.id}`]: series.version },
      },
      data: { ...seriesData(series), approval: asked?.ref ?? null },
    }
  },
})

const inputOf = (args: Args, today: IsoDate, base: string): NewSeries => ({
  memo: args.memo,
  lines: linesOf(args, base),
  date: args.date ?? today,
  every: args.every as Every,
  endsOn: args.until ?? null,
})
