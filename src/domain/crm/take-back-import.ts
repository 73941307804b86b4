import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { refused } from '../../lib/errors.js'
import { valid } from '../../lib/valid.js'
import { nameRecords } from '../people/history-store.js'
import { type RestoredRow, takeBack } from '../people/take-back.js'
import { forgetSaid, listMade, listUsed, removeFromSearch } from './import-made-store.js'
import { type ImportRun, RUN_TABLES, takeable } from './import-run.js'
import { saveTakenBack } from './import-run-store.js'
import { restoredRecords } from './restore-records.js'

/**
 * Takes back all that a file changed: what it made goes, what it changed is as before. Throws `refused` with names where one of them has
 * been changed since or is used by now, and nothing is done then.
 */
export async function takeBackImport(tx: Tx, run: ImportRun): Promise<{ removed: number; restored: number }> {
  valid(takeable(run, tx.now))
  const rowsMade = await listMade(tx, run)
  const made = rowsMade.filter(({ table }) => RECORDS.has(table)).map(({ id }) => id)
  // The file brought its addresses and domains, and mail was filed by them: that goes as it came.
  await tx.prisma.threadLink.deleteMany({
    where: {
      workspaceId: tx.scope.workspaceId,
      origin: 'automatic',
      OR: [{ contactId: { in: made } }, { companyId: { in: made } }],
    },
  })
  await refuseUsed(
    tx,
    rowsMade.map(({ id }) => id),
  )
  const change = { reference: run.reference, at: run.beganAt, until: run.endedAt ?? tx.now }
  const rows = await takeBack(tx, change, RUN_TABLES[run.kind])
  const gone = new Set(made)
  const left = rows.filter((row) => !isOf(gone, row))
  await restoredRecords(tx, left)
  await removeFromSearch(tx, made)
  const changed = new Set(left.filter(({ table }) => RECORDS.has(table)).map(({ id }) => id))
  await forgetSaid(tx, { made, changed: [...changed] })
  await saveTakenBack(tx, run.id)
  return { removed: gone.size, restored: changed.size }
}

const RECORDS = new Set(['company', 'contact', 'product'])

/** Of a record that goes altogether, what stood beside it needs no look either. */
const isOf = (gone: ReadonlySet<string>, { id, content }: RestoredRow): boolean =>
  [id, content['contact_id'], content['company_id'], content['product_id']].some(
    (each) => typeof each === 'string' && gone.has(each),
  )

async function refuseUsed(tx: Tx, made: readonly string[]): Promise<void> {
  const used = await listUsed(tx, made)
  if (used.length === 0) return
  const ids = [...new Set(used.map(({ recordId }) => recordId))]
  const names = await nameRecords(sqlInTx(tx), ids.slice(0, 3))
  const count = ids.length
  const by = [...new Set(used.map(({ table }) => table.replaceAll('_', ' ')))].slice(0, 4).join(', ')
  const more = count > names.size ? ` and ${count - names.size} more` : ''
  throw refused(
    `${[...names.values()].join(', ')}${more} ${count === 1 ? 'is' : 'are'} used by now (${by}), so the file can’t be taken back as one. Nothing was done.`,
  )
}
