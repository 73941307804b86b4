import { resumeSchedule } from '../../../domain/ledger/release-store.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'release resume',
  summary: 'Let a schedule that was stopped run again; what it missed is caught up',
  example: 'release resume REL-4',
  params: { schedule: required('text', 'Schedule', { target: true }) },
  needs: 'journal.write',
  risk: 'reversible',
  run: async (_context, { schedule }, tx) => {
    const ref = schedule.toUpperCase()
    const { id, version } = await resumeSchedule(tx, ref)
    return {
      headline: `${ref} runs again`,
      undo: { command: 'release stop', args: { schedule: ref }, versions: { [`release_schedule:${id}`]: version } },
      data: { ref },
    }
  },
})
