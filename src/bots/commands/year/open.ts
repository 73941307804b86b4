import { sqlInTx } from '../../../db/sql-in-tx.js'
import { openFiscalYear } from '../../../domain/ledger/period-store.js'
import { getFiscalYear, listFiscalYears } from '../../../domain/ledger/year-end-store.js'
import { shortDate } from '../../../lib/dates.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { previewOf } from '../preview-hash.js'
import { yearParam } from './year-param.js'

export default defineCommand({
  name: 'year open',
  summary: 'Open a fiscal year: its twelve periods and the adjusting one',
  example: 'year open 2028',
  params: yearParam,
  needs: 'close.manage',
  risk: 'consequential',
  preview: async (context, { year }) => {
    const years = await context.read(listFiscalYears)
    if (years.some((each) => each.year === year)) throw refused(`The books have fiscal year ${year} already.`)
    const last = years.at(-1)
    const isApart = last !== undefined && year !== last.year + 1 && year !== (years[0]?.year ?? year) - 1
    if (isApart)
      throw refused(`The books run from ${years[0]?.year} to ${last.year}; the next to open is ${last.year + 1}.`)
    const shown = {
      headline: `Open fiscal year ${year}?`,
      notes: ['Periods stay once they are open; they can be closed.'],
    }
    return previewOf(shown, 'Open it', {})
  },
  run: async (_context, { year }, tx) => {
    await openFiscalYear(tx, year)
    const opened = await getFiscalYear(sqlInTx(tx), year)
    return {
      headline: `Fiscal year ${year} is open, ${shortDate(opened.startsOn)} to ${shortDate(opened.endsOn)}`,
      data: opened,
    }
  },
})
