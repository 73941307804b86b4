/** A worker of its own for `attachments-kill.test.ts`: keeps the attachments of mails, and is killed while it does. */
import { openDatabase } from '../../src/db/database.js'
import mailAttachments from '../../src/jobs/tasks/mail-attachments.js'
import { systemClock } from '../../src/lib/clock.js'
import { toAppError } from '../../src/lib/errors.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import { onDisk } from '../../src/mail/files/disk.js'
import { bareServices } from '../support/bare-services.js'

const [appUrl = '', readerUrl = '', rawDir = '', workspaceId = '', ...messageIds] = process.argv.slice(2)
const log = makeLogger('silent')
const db = openDatabase({ appUrl, readerUrl, clock: systemClock, ids: randomIds, log, poolSize: 2 })
const scope = { workspaceId, actorId: null, via: 'job' as const }
const context = {
  db,
  log,
  scope,
  services: { ...bareServices, mailFiles: onDisk(rawDir) },
  kind: 'mail.attachments',
  outboxId: workspaceId,
}
process.stdout.write('ready\n')
const said = await mailAttachments.run(context, { messageIds }).then(
  () => 'done',
  (thrown: unknown) => toAppError(thrown).userMessage,
)
await db.close()
process.stdout.write(`${said}\n`)
