import { loadReports } from '../../../domain/reports/registry.js'
import { counted } from '../../../lib/counted.js'
import { typedAction } from '../actions.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'report list',
  summary: 'The reports that you may run',
  example: 'report list',
  params: {},
  needs: 'report.read',
  risk: 'read',
  bare: true,
  run: async (context) => {
    const reports = [...(await loadReports()).values()].filter((report) => context.asker.may(report.needs))
    return {
      headline:
        reports.length === 0 ? 'There is no report that you may run.' : `${counted(reports.length, 'report')} to run`,
      table: {
        columns: [
          { key: 'name', label: 'Report', type: 'text' },
          { key: 'summary', label: 'What it says', type: 'text' },
          { key: 'options', label: 'Options', type: 'text' },
        ],
        rows: reports.map((report) => ({
          name: report.name,
          summary: report.summary,
          options:
            Object.keys(report.params)
              .map((key) => `${key}:`)
              .join(' ') || null,
        })),
      },
      actions: reports.slice(0, 5).map((report) => typedAction(report.title, `report ${report.name}`)),
      data: {
        reports: reports.map(({ name, title, summary, params }) => ({
          name,
          title,
          summary,
          options: Object.keys(params),
        })),
      },
    }
  },
})
