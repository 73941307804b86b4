import type { Database } from '../../db/database.js'
import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { dateIn } from '../../lib/dates.js'
import { toAppError } from '../../lib/errors.js'
import { getWorkspace } from '../people/workspace-store.js'
import type { Asked, Found, Signal } from './define-signal.js'
import { chooseHearer, type Hearers } from './hearer.js'
import { loadHearers } from './hearer-store.js'
import { planTelling } from './plan-telling.js'
import { isCool } from './signal.js'
import { isOff, thresholdOf } from './signal-settings.js'
import { countUntold, insertSignal, lastFound, lockSignal } from './signal-store.js'

/** As many of a daily kind wait to be told to one person: more at once is no signal. The rest is found on another day. */
const MOST_UNTOLD = 5

/**
 * Asks these signals what there is: of an outbox row, or at their daily turn. What is new is kept, each occurrence once, and to
 * be told; nothing before the company is live. One that fails leaves the others alone.
 */
export async function findSignals(
  db: Database,
  scope: Scope,
  signals: readonly Signal[],
  event: Asked['event'],
): Promise<void> {
  const failures: unknown[] = []
  for (const signal of signals)
    await findOne(db, scope, signal, event).catch((thrown: unknown) => failures.push(thrown))
  if (failures.length > 0) throw toAppError(failures[0])
}

async function findOne(db: Database, scope: Scope, signal: Signal, event: Asked['event']): Promise<void> {
  const loaded = await readWorkspace(db, scope, async (read) => {
    const asked = await askedOf(read, signal)
    const found = asked ? await signal.find(read, { ...asked, event }) : []
    return { found, hearers: found.length > 0 ? await loadHearers(read) : null }
  })
  const { found, hearers } = loaded
  if (hearers) await inWorkspace(db, scope, (tx) => keep(tx, signal, found, hearers))
}

/** For when and how a signal is asked; null where the company is not live, or has switched it off. */
export async function askedOf(read: SqlScope, signal: Signal): Promise<Omit<Asked, 'event'> | null> {
  const { liveAt, settings, timeZone, baseCurrency } = await getWorkspace(read)
  if (liveAt === null || isOff(settings, signal)) return null
  const threshold = thresholdOf(settings, signal)
  return { threshold, today: dateIn(timeZone, read.now), timeZone, baseCurrency, liveAt }
}

async function keep(tx: Tx, signal: Signal, found: readonly Found[], hearers: Hearers): Promise<void> {
  await lockSignal(tx, signal.name)
  const last = await lastFound(
    tx,
    signal.name,
    found.map(({ subject }) => subject),
  )
  const untold = await countUntold(tx, signal.name)
  for (const each of found) {
    const waiting = untold.get(each.ownerId) ?? 0
    const isEnough = signal.daily && waiting >= MOST_UNTOLD
    if (isEnough || !isCool(last.get(each.subject) ?? null, signal.cooldownDays, tx.now)) continue
    const staffId = chooseHearer(hearers, signal, each.ownerId, tx.now)
    const id = await insertSignal(tx, signal.name, { ...each, staffId })
    if (id === null) continue
    untold.set(each.ownerId, waiting + 1)
    last.set(each.subject, tx.now)
    if (staffId !== null) await planTelling(tx, signal, { id, staffId })
  }
}
