/** A worker of its own for `mail-kill.test.ts`: syncs one mailbox, and is killed while it does. */
import { openDatabase } from '../../src/db/database.js'
import { systemClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import { readSecretKey } from '../../src/lib/secret-box.js'
import { onDisk } from '../../src/mail/files/disk.js'
import { syncMailbox } from '../../src/mail/sync-mailbox.js'

const [appUrl = '', readerUrl = '', key = '', rawDir = '', mailboxId = ''] = process.argv.slice(2)
const log = makeLogger('silent')
const db = openDatabase({ appUrl, readerUrl, clock: systemClock, ids: randomIds, log, poolSize: 2 })
process.stdout.write('ready\n')
const deps = { db, key: readSecretKey(key), mailFiles: onDisk(rawDir), insecure: false }
await syncMailbox(deps, mailboxId, { signal: new AbortController().signal })
await db.close()
process.stdout.write('done\n')
