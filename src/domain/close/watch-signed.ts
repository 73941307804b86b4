import type { Database } from '../../db/database.js'
import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { money, toDecimal } from '../../lib/money.js'
import { type Account } from '../ledger/account.js'
import { listAccounts } from '../ledger/account-store.js'
import { lockTasks, saveTaskState } from './close-store.js'
import type { Tolerance } from './judge-finding.js'
import { filePriorItems } from './prior-items.js'
import { settleClose } from './settle-close.js'
import { accountsIn } from './signed-scope.js'
import { listLate, listSigned, type SignedTask } from './signed-store.js'
import { type LateEntry, nameEntries, sinceSigned, USUAL_QUIET_MINUTES } from './since-signed.js'
import { getTolerance } from './tolerance-store.js'

/**
 * Opens again what was signed and has changed since, once nothing more has come for the task's quiet time, and says which entries; what
 * came after the hard lock becomes an item of the next close instead. How many tasks moved.
 */
export async function watchSigned(db: Database, scope: Scope): Promise<number> {
  const signed = await readWorkspace(db, scope, listSigned)
  let moved = 0
  for (const closeId of new Set(signed.map((task) => task.closeId)))
    moved += await inWorkspace(db, scope, (tx) => watchClose(tx, closeId))
  return moved
}

/** Under the lock of the close: whoever signs at this moment is before it or after it. */
async function watchClose(tx: Tx, closeId: string): Promise<number> {
  await lockTasks(tx, closeId)
  const read = sqlInTx(tx)
  const [accounts, tolerance] = [await listAccounts(read), await getTolerance(read)]
  let moved = 0
  for (const task of (await listSigned(read)).filter((each) => each.closeId === closeId))
    if (await watchTask(tx, task, accounts, tolerance)) moved += 1
  if (moved > 0) await settleClose(tx, closeId)
  return moved
}

async function watchTask(tx: Tx, task: SignedTask, accounts: readonly Account[], usual: Tolerance): Promise<boolean> {
  const covered = accountsIn(task.accounts, accounts).map(({ id }) => id)
  const late = await listLate(sqlInTx(tx), task, covered)
  const patience = {
    toleranceMinor: task.toleranceMinor ?? usual.minor,
    quietMinutes: task.quietMinutes ?? USUAL_QUIET_MINUTES,
  }
  const since = (afterLock: boolean) =>
    sinceSigned(
      late.filter((entry) => entry.afterLock === afterLock),
      patience,
      tx.now,
    )
  const [open, locked] = [since(false), since(true)]
  for (const each of [open, locked]) if (each.what === 'wait') await lookAgain(tx, task.id, each.until)
  if (locked.what === 'changed') await filePriorItems(tx, task, locked.entries, usual.currency)
  if (open.what !== 'changed') return false
  await reopen(tx, task, open.entries, usual.currency)
  return true
}

/** Whoever did it does it again: their name goes, and stands in the history. */
const reopen = (tx: Tx, { id }: SignedTask, entries: readonly LateEntry[], currency: string): Promise<void> =>
  saveTaskState(
    tx,
    { id, state: 'ready', doneById: null },
    {
      kind: 'changed',
      note: `changed since it was signed: ${nameEntries(entries, currency)}`,
      data: { entries: entries.map((entry) => told(entry, currency)) },
    },
  )

/** As the history keeps it: what is restricted without its words and its amount. */
const told = ({ id, entry, date, memo, movedMinor, codes, restricted }: LateEntry, currency: string) => ({
  id,
  entry,
  date,
  codes,
  ...(restricted ? {} : { memo, amount: toDecimal(money(movedMinor, currency)), currency }),
})

/** One errand a task, however often it is asked meanwhile. */
async function lookAgain(tx: Tx, taskId: string, until: Date): Promise<void> {
  const coming = await tx.prisma.outbox.count({
    where: { kind: 'close.watch', doneAt: null, dueAt: { gt: tx.now }, data: { path: ['taskId'], equals: taskId } },
  })
  if (coming === 0) await tx.outbox('close.watch', { taskId }, until)
}
