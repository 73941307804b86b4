import { findSavedReport, listSavedReports } from '../../../domain/ask/saved-report-store.js'
import { counted } from '../../../lib/counted.js'
import { notFound } from '../../../lib/errors.js'
import { typedAction } from '../actions.js'
import { runSaved } from '../ask/run-words.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'report saved',
  summary: 'The saved reports, or one of them as it is now',
  example: 'report saved "Open by owner"',
  params: { name: optional('text', 'Name', { target: true }) },
  needs: 'report.read',
  risk: 'read',
  run: async (context, { name }) => {
    if (name !== undefined) {
      const saved = await context.read((read) => findSavedReport(read, name))
      if (!saved) throw notFound(`There is no saved report “${name}”. report saved lists all.`)
      return runSaved(context, saved)
    }
    const all = await context.read((read) => listSavedReports(read))
    return {
      headline: all.length === 0 ? 'No report is saved yet.' : counted(all.length, 'saved report'),
      table: {
        columns: [
          { key: 'name', label: 'Name', type: 'text' },
          { key: 'words', label: 'Question', type: 'text' },
          { key: 'owner', label: 'Saved by', type: 'text' },
        ],
        rows: all.map(({ name, words, owner }) => ({ name, words: `report ${words}`, owner })),
      },
      actions: all.slice(0, 5).map((each) => typedAction(each.name, `report saved "${each.name}"`)),
      data: { saved: all.map(({ name, words, owner }) => ({ name, words, owner })) },
    }
  },
})
