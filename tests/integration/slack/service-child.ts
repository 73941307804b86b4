/** A service of its own for `roles.test.ts`, with the roles it is told; says where it listens, and stops on SIGTERM. */
import { readConfig } from '../../../src/config.js'
import { systemClock } from '../../../src/lib/clock.js'
import { type Role, startService } from '../../../src/main.js'

const [roles = '', slackApiUrl = '', signingSecret = ''] = process.argv.slice(2)
const service = await startService(readConfig(), {
  roles: roles.split(',') as Role[],
  sandbox: { slackApiUrl, signingSecret, clock: systemClock },
})
process.stdout.write(`${service.url}\n`)
process.once('SIGTERM', () => void service.stop())
