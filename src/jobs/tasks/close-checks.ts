import { loadChecks } from '../../domain/close/checks.js'
import { runChecks } from '../../domain/close/run-checks.js'
import { defineJob } from '../define-job.js'

const checks = await loadChecks()

export default defineJob({
  name: 'close-checks',
  summary: 'Asks the close’s self-proving checks again after the data moved',
  // A task whose predecessors have just finished may be proved already.
  on: [...new Set([...checks.flatMap((check) => check.on), 'close.changed'])],
  run: async (context) => {
    const asked = context.kind === 'close.changed' ? checks : checks.filter((check) => check.on.includes(context.kind))
    await runChecks(context.db, context.scope, asked)
  },
})
