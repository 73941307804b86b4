import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { nextMorning } from '../people/next-morning.js'
import { workingCalendar } from '../people/working-days.js'
import { getWorkspace } from '../people/workspace-store.js'
import type { Signal } from './define-signal.js'
import { chooseHearer, type Hearers } from './hearer.js'
import { loadHearers } from './hearer-store.js'
import { planTelling } from './plan-telling.js'
import { isMuted, type SignalRow } from './signal.js'
import { listSignalMutes, listSignals } from './signal-list-store.js'
import { isOff } from './signal-settings.js'
import { endSignal, giveSignal, takeSignals } from './signal-store.js'

/** A message to somebody: of one signal, or of all that wait for their day. */
type Telling = { staffId: string; signalId?: string | undefined; toldIn: string }

/**
 * What a message is to say, taken into it: what still is theirs to hear, not muted, at an hour that is theirs. The same message
 * asked for again says the same.
 */
export async function gatherTelling(tx: Tx, signals: readonly Signal[], telling: Telling): Promise<SignalRow[]> {
  const { staffId, signalId, toldIn } = telling
  const read = sqlInTx(tx)
  const waiting = await listSignals(read, { states: ['found'], staffId })
  const taken = waiting.filter((row) => row.toldIn === toldIn)
  if (taken.length > 0) return taken
  const declared = new Map(signals.map((signal) => [signal.name, signal]))
  const rows = waiting.flatMap((row) => {
    const signal = declared.get(row.name)
    const isMeant = signalId === undefined ? signal?.tells === 'by-day' : row.id === signalId
    return signal && isMeant && row.toldIn === null ? [{ row, signal }] : []
  })
  if (rows.length === 0) return []
  const hearers = await loadHearers(read)
  if (signalId === undefined && (await isLaterToday(tx, hearers, telling, rows))) return []
  const told = await mine(tx, hearers, staffId, rows)
  await takeSignals(
    tx,
    told.map(({ id }) => id),
    toldIn,
  )
  return told
}

type Due = { row: SignalRow; signal: Signal }

/** The service was away until their evening: they hear in the morning. */
async function isLaterToday(tx: Tx, hearers: Hearers, { staffId }: Telling, [first]: readonly Due[]): Promise<boolean> {
  const person = hearers.colleagues.find(({ id }) => id === staffId)
  const { country } = await getWorkspace(sqlInTx(tx))
  if (!person || !first || nextMorning(person, workingCalendar(country), tx.now) <= tx.now) return false
  // Who is away is stood in for, which is seen to after this.
  if (chooseHearer(hearers, first.signal, first.row.ownerId, tx.now) !== staffId) return false
  await planTelling(tx, first.signal, { id: first.row.id, staffId })
  return true
}

/** Those that this person is to hear of; the others go to whom they concern by now, or end. */
async function mine(tx: Tx, hearers: Hearers, staffId: string, rows: readonly Due[]): Promise<SignalRow[]> {
  const read = sqlInTx(tx)
  const [{ settings }, mutes] = [await getWorkspace(read), await listSignalMutes(read)]
  const told: SignalRow[] = []
  for (const { row, signal } of rows) {
    const who = chooseHearer(hearers, signal, row.ownerId, tx.now)
    if (isOff(settings, signal)) await endSignal(tx, row.id, { state: 'lapsed', said: 'This signal was switched off' })
    else if (who !== staffId) await give(tx, signal, row, who)
    else if (isMuted(mutes.get(who) ?? new Set(), row))
      await endSignal(tx, row.id, { state: 'muted', said: 'Whoever it concerns muted such' })
    else told.push(row)
  }
  return told
}

async function give(tx: Tx, signal: Signal, { id }: SignalRow, staffId: string | null): Promise<void> {
  await giveSignal(tx, id, staffId)
  if (staffId !== null) await planTelling(tx, signal, { id, staffId })
}

/** What nobody could be told of until now is tried again: somebody may be in Slack by now, or see such records. */
export async function tellAgain(tx: Tx, signals: readonly Signal[]): Promise<void> {
  const read = sqlInTx(tx)
  const untold = (await listSignals(read, { states: ['found'] })).filter(({ toldIn }) => toldIn === null)
  if (untold.length === 0) return
  const hearers = await loadHearers(read)
  for (const row of untold) {
    const signal = signals.find(({ name }) => name === row.name)
    if (signal) await give(tx, signal, row, chooseHearer(hearers, signal, row.ownerId, tx.now))
  }
}
