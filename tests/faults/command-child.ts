/** A worker of its own for `mail-command-kill.test.ts`: answers one command by mail, and is killed while it does. */
import companyNew from '../../src/bots/commands/company/new.js'
import { buildCatalog, loadKinds } from '../../src/bots/commands/registry.js'
import { openDatabase } from '../../src/db/database.js'
import { buildJobs } from '../../src/jobs/registry.js'
import mailCommand from '../../src/jobs/tasks/mail-command.js'
import { processOffer } from '../../src/jobs/worker.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import { Redacted } from '../../src/lib/redacted.js'
import { bareServices } from '../support/bare-services.js'

const [appUrl = '', readerUrl = '', workspaceId = '', outboxId = '', smtpUrl = '', assistant = '', now = ''] =
  process.argv.slice(2)
const clock = { now: () => new Date(now) }
const db = openDatabase({ appUrl, readerUrl, clock, ids: randomIds, log: makeLogger('silent'), poolSize: 2 })
/** What is said, and no more: to load every command takes longer than to give this one. */
const catalog = buildCatalog([companyNew], await loadKinds())
const services = {
  ...bareServices,
  catalog,
  smtpUrl: new Redacted(smtpUrl),
  mailFrom: 'books@lindenhof.test',
  assistant,
}
process.stdout.write('ready\n')
await processOffer({ db, services, jobs: buildJobs([mailCommand]) }, { workspaceId, outboxId })
await db.close()
