import { sweepFiles } from '../../mail/sweep-files.js'
import { defineJob, every } from '../define-job.js'

export default defineJob({
  name: 'mail-sweep-files',
  summary: 'Removes files of attachments that no mail refers to: what a crash left behind',
  on: ['mail.sweep-files'],
  schedule: { kind: 'mail.sweep-files', next: every(24 * 60, 3 * 60 + 40) },
  run: async ({ db, scope, services, log }) => {
    const removed = await sweepFiles({ db, mailFiles: services.mailFiles }, scope)
    if (removed > 0) log.info({ removed }, 'files that nobody refers to')
  },
})
