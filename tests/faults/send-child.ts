/** A worker of its own for `mail-send-kill.test.ts`: sends one invoice's mail, and is killed while the server thinks. */
import { openDatabase } from '../../src/db/database.js'
import { systemClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import { readSecretKey } from '../../src/lib/secret-box.js'
import { mailInvoice } from '../../src/mail/mail-invoice.js'

const [appUrl = '', readerUrl = '', key = '', workspaceId = '', errand = ''] = process.argv.slice(2)
const db = openDatabase({
  appUrl,
  readerUrl,
  clock: systemClock,
  ids: randomIds,
  log: makeLogger('silent'),
  poolSize: 2,
})
const deps = { db, key: readSecretKey(key), insecure: false, smtpUrl: undefined, mailFrom: undefined }
await mailInvoice(deps, { workspaceId, actorId: null, via: 'job' }, JSON.parse(errand))
await db.close()
