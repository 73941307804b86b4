/** Posts without pause for `posting-kill.test.ts`, and says each entry's key once it is told that it is posted. */
import { openDatabase } from '../../src/db/database.js'
import { inWorkspace } from '../../src/db/in-workspace.js'
import { draftInvoice } from '../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../src/domain/billing/issue-invoice.js'
import { openIssuer } from '../../src/domain/billing/issue-together.js'
import type { NewEntry } from '../../src/domain/ledger/entry.js'
import { openPoster } from '../../src/domain/ledger/post-together.js'
import { readStoredEntry, type StoredEntry } from '../../src/domain/ledger/stored-entry.js'
import { systemClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'

const [appUrl = '', readerUrl = '', workspaceId = '', companyId = '', template = ''] = process.argv.slice(2)
const db = openDatabase({
  appUrl,
  readerUrl,
  clock: systemClock,
  ids: randomIds,
  log: makeLogger('silent'),
  poolSize: 4,
})
const scope = { workspaceId, actorId: null, via: 'setup' as const }
const poster = openPoster(db)
const issuer = openIssuer(db)
const stored = JSON.parse(template) as StoredEntry

const newEntry = (): NewEntry => {
  const id = db.ids.next()
  return { ...readStoredEntry(stored), id, idempotencyKey: id }
}

async function post(): Promise<never> {
  for (;;) {
    const [posted] = await poster.post(scope, [newEntry()])
    process.stdout.write(`${posted?.entryId}\n`)
  }
}

async function bill(): Promise<never> {
  for (;;) {
    const lines = [{ description: 'Work', unitPriceMinor: 100n }]
    const issued = await inWorkspace(db, scope, async (tx) => {
      const { id } = await draftInvoice(tx, { companyId, draftDate: stored.date, lines })
      return issueInvoice(tx, id, stored.date)
    })
    process.stdout.write(`${issued.entryId}\n`)
  }
}

async function billTogether(): Promise<never> {
  for (;;) {
    const lines = [{ description: 'Work', unitPriceMinor: 100n }]
    const id = await inWorkspace(db, scope, async (tx) => {
      return (await draftInvoice(tx, { companyId, draftDate: stored.date, lines })).id
    })
    await issuer.issue(scope, id, stored.date)
    process.stdout.write(`invoice ${id}\n`)
  }
}

await Promise.all([post(), post(), post(), bill(), bill(), billTogether(), billTogether()])
