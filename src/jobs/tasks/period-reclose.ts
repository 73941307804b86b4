import { inWorkspace } from '../../db/in-workspace.js'
import { endYearReopenings } from '../../domain/ledger/close-year.js'
import { endReopenings } from '../../domain/ledger/end-reopenings.js'
import { defineJob, every } from '../define-job.js'

export default defineJob({
  name: 'period-reclose',
  summary: 'Closes periods and years again whose reopening has run out',
  on: ['period.reclose'],
  schedule: { kind: 'period.reclose', next: every(60, 40) },
  run: async ({ db, scope }) => {
    await inWorkspace(db, scope, endReopenings)
    await inWorkspace(db, scope, endYearReopenings)
  },
})
