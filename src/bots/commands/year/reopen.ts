import { inWorkspace } from '../../../db/in-workspace.js'
import { planYearEnd, reopenYear } from '../../../domain/ledger/close-year.js'
import { defineCommand } from '../define-command.js'
import { entryTable, postingTitle } from '../invoice/posting-table.js'
import { required } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { yearData, yearParam } from './year-param.js'

export default defineCommand({
  name: 'year reopen',
  summary: 'Take the closing of a year back, by an entry that posts its opposite',
  example: 'year reopen 2025 reason:"The auditors found a missing bill"',
  params: { ...yearParam, reason: required('text', 'Why', { multiline: true }) },
  needs: 'close.manage',
  risk: 'consequential',
  preview: async ({ db, scope }, { year, reason }) => {
    const { entry, accounts } = await inWorkspace(db, scope, (tx) => planYearEnd(tx, year, false))
    const shown = {
      headline: `Take the closing of ${year} back?`,
      fields: [{ label: 'Why', value: reason }],
      ...(entry && { sections: [{ title: postingTitle(entry), table: entryTable(entry, accounts) }] }),
    }
    return previewOf(shown, 'Take it back', {})
  },
  run: async ({ workspace }, { year, reason }, tx) => {
    const done = await reopenYear(tx, year, reason)
    return {
      headline: `The closing of ${year} is taken back`,
      actions: [{ label: 'Close again', do: { command: 'year close', args: { year } } }],
      data: yearData(done, workspace.baseCurrency, 'open'),
    }
  },
})
