import { inWorkspace } from '../../db/in-workspace.js'
import { findSignals } from '../../domain/signals/find-signals.js'
import { settleSignals } from '../../domain/signals/settle-signals.js'
import { loadSignals } from '../../domain/signals/signals.js'
import { tellAgain } from '../../domain/signals/tell-signals.js'
import { defineJob, every } from '../define-job.js'

const signals = await loadSignals()
const kinds = [...new Set(signals.flatMap(({ on }) => on))]

/** Before anybody's morning in most of the world. */
const LOOK_AT_MINUTE = 4 * 60 + 20

export default defineJob({
  name: 'signal-look',
  summary: 'Looks for opportunities and risks: in what just happened, and once a day in all records',
  on: ['signal.look', ...kinds],
  schedule: { kind: 'signal.look', next: every(24 * 60, LOOK_AT_MINUTE) },
  run: async ({ db, scope, kind }, data) => {
    if (kind !== 'signal.look') {
      const concerned = signals.filter(({ on }) => on.includes(kind))
      return findSignals(db, scope, concerned, { kind, data })
    }
    await settleSignals(db, scope, signals)
    await inWorkspace(db, scope, (tx) => tellAgain(tx, signals))
    await findSignals(
      db,
      scope,
      signals.filter(({ daily }) => daily),
      null,
    )
  },
})
