/** A worker of its own for `job-kill.test.ts`: begins its job, says so, and is killed before it ends. */
import { openDatabase } from '../../src/db/database.js'
import { defineJob } from '../../src/jobs/define-job.js'
import { openQueue, type QueueBackend } from '../../src/jobs/queue.js'
import { buildJobs } from '../../src/jobs/registry.js'
import { startJobs } from '../../src/jobs/start-jobs.js'
import { systemClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import { bareServices } from '../support/bare-services.js'

const [appUrl = '', readerUrl = '', backend = ''] = process.argv.slice(2)
const log = makeLogger('silent')
const db = openDatabase({ appUrl, readerUrl, clock: systemClock, ids: randomIds, log, poolSize: 2 })
const endless = defineJob({
  name: 'work',
  summary: '',
  on: ['work'],
  run: () => {
    process.stdout.write('at work\n')
    return new Promise(() => undefined)
  },
})
const queue = await openQueue(JSON.parse(backend) as QueueBackend, log)
await startJobs({ db, queue, services: bareServices, jobs: buildJobs([endless]), pollMs: 50 })
