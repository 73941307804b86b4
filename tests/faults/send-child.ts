/** A worker of its own for `mail-send-kill.test.ts`: sends one mail, an invoice's or a quote's, and is killed while the server thinks. */
import { openDatabase } from '../../src/db/database.js'
import type { SendInvoice, SendQuote } from '../../src/domain/billing/events.js'
import { systemClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import { readSecretKey } from '../../src/lib/secret-box.js'
import { mailInvoice } from '../../src/mail/mail-invoice.js'
import { mailQuote } from '../../src/mail/mail-quote.js'

const [appUrl = '', readerUrl = '', key = '', workspaceId = '', given = ''] = process.argv.slice(2)
const db = openDatabase({
  appUrl,
  readerUrl,
  clock: systemClock,
  ids: randomIds,
  log: makeLogger('silent'),
  poolSize: 2,
})
const deps = { db, key: readSecretKey(key), insecure: false, smtpUrl: undefined, mailFrom: undefined }
const scope = { workspaceId, actorId: null, via: 'job' } as const
const errand = JSON.parse(given) as SendInvoice | SendQuote
await ('quoteId' in errand ? mailQuote(deps, scope, errand) : mailInvoice(deps, scope, errand))
await db.close()
