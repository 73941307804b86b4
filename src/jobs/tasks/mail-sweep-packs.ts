import { sweepPacks } from '../../mail/sweep-packs.js'
import { defineJob, every } from '../define-job.js'

export default defineJob({
  name: 'mail-sweep-packs',
  summary: 'Wipes raw mail that nothing names: what a crash left in the packs',
  on: ['mail.sweep-packs'],
  // Once a week, Sundays at 03:50: it reads where every mail lies. 1970 began on a Thursday.
  schedule: { kind: 'mail.sweep-packs', next: every(7 * 24 * 60, 3 * 24 * 60 + 3 * 60 + 50) },
  run: async ({ db, scope, services, log }) => {
    const bytes = await sweepPacks({ db, mailFiles: services.mailFiles }, scope)
    if (bytes > 0) log.info({ bytes }, 'raw mail that nothing names')
  },
})
