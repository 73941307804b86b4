import { inWorkspace } from '../../db/in-workspace.js'
import { closeLateEntries } from '../../domain/ledger/close-year.js'
import { defineJob, every } from '../define-job.js'

export default defineJob({
  name: 'year-end-late',
  summary: 'Carries to retained earnings what was posted to a closed year afterwards',
  on: ['year-end.late'],
  schedule: { kind: 'year-end.late', next: every(24 * 60, 170) },
  run: async ({ db, scope }) => {
    await inWorkspace(db, scope, closeLateEntries)
  },
})
