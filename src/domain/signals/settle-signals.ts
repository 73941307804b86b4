import type { Database } from '../../db/database.js'
import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { dateIn } from '../../lib/dates.js'
import type { OpenSignal, Settled, Signal } from './define-signal.js'
import { askedOf } from './find-signals.js'
import { isOver, type SignalRow, type SignalState } from './signal.js'
import { listOpen, listSignals } from './signal-list-store.js'
import { endSignal } from './signal-store.js'

type End = Omit<Settled, 'id' | 'state'> & { state: Exclude<SignalState, 'found' | 'shown'> }

/** Sees what became of the open ones of these signals: acted on, without a reason any more, or out of date. */
export async function settleSignals(db: Database, scope: Scope, signals: readonly Signal[]): Promise<void> {
  for (const signal of signals) {
    const ends = await readWorkspace(db, scope, async (read) => {
      const asked = await askedOf(read, signal)
      const open = asked ? await listOpen(read, signal.name, asked.timeZone) : []
      if (!asked || open.length === 0) return []
      const settled = await signal.settle(read, open, asked)
      return [...settled, ...outOfDate(open, settled, signal, read.now)]
    })
    if (ends.length === 0) continue
    await inWorkspace(db, scope, async (tx) => {
      for (const { id, ...end } of ends) await endAndSay(tx, id, end)
    })
  }
}

/**
 * Of open ones those that still have a reason: what somebody just did about one is seen at once, before the job comes to end it and says so
 * in its message.
 */
export async function stillOpen(
  read: SqlScope,
  rows: readonly SignalRow[],
  signals: readonly Signal[],
): Promise<SignalRow[]> {
  const over = new Set<string>()
  for (const signal of signals) {
    const mine = rows.filter(({ name }) => name === signal.name)
    const asked = mine.length > 0 ? await askedOf(read, signal) : null
    if (!asked) continue
    const open = mine.map((row) => ({ ...row, foundOn: dateIn(asked.timeZone, row.foundAt) }))
    for (const { id } of await signal.settle(read, open, asked)) over.add(id)
  }
  return rows.filter(({ id }) => !over.has(id))
}

const outOfDate = (
  open: readonly OpenSignal[],
  settled: readonly Settled[],
  { lapsesAfterDays }: Signal,
  now: Date,
): Settled[] =>
  open
    .filter(({ id, foundAt }) => isOver(foundAt, lapsesAfterDays, now) && !settled.some((each) => each.id === id))
    .map(({ id }) => ({ id, state: 'lapsed', said: `Nobody acted on it in ${lapsesAfterDays} days` }))

/** Ends one, and has its message say so. False when it had ended already. */
export async function endAndSay(tx: Tx, id: string, end: End): Promise<boolean> {
  if (!(await endSignal(tx, id, end))) return false
  await sayAnew(tx, id)
  return true
}

/** The message that tells it is to be brought up to date. */
export async function sayAnew(tx: Tx, id: string): Promise<void> {
  const [row] = await listSignals(sqlInTx(tx), { ids: [id] })
  if (row?.toldIn) await tx.outbox('signal.changed', { toldIn: row.toldIn })
}
