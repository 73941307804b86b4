import { dropSavedReport } from '../../../domain/ask/saved-report-store.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'report drop',
  summary: 'Drop a saved report of yours; an administrator drops any',
  example: 'report drop "Open by owner"',
  params: { name: required('text', 'Name', { target: true }) },
  needs: 'report.save',
  risk: 'reversible',
  run: async ({ asker }, { name }, tx) => {
    const dropped = await dropSavedReport(tx, name, asker.may('admin') ? null : asker.id)
    return {
      headline: `Dropped the saved report “${dropped.name}”`,
      undo: { command: 'report save', args: dropped, versions: {} },
      data: dropped,
    }
  },
})
