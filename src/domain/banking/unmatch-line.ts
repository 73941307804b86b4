import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { getPayment } from '../billing/payment-store.js'
import { reversePayment, undoDateOf } from '../billing/reverse-payment.js'
import { getEntry } from '../ledger/entry-store.js'
import { findUndoDate } from '../ledger/open-date.js'
import { reverseEntry } from '../ledger/reverse-entry.js'
import { emit } from './events.js'
import { type BankLine, getLineForChange, saveLineState } from './line-store.js'
import { listLiveMatches, undoMatches } from './match-store.js'

/** On which day what a match made is taken back: as somebody says, else its own day while that is open. */
export type TakenBackOn = { date?: IsoDate | undefined; today: IsoDate }

/** `takenBackOn` are the days of the reversals, none where the match had recorded nothing. */
export type Unmatched = { line: BankLine; takenBackOn: readonly IsoDate[] }

/**
 * Opens a line again. What the match itself made is taken back: payment and allocations, or the entry; what was in the books before stays.
 * A returned payment is not un-returned: that is recorded anew. Throws `refused`.
 */
export async function unmatchLine(tx: Tx, lineId: string, on: TakenBackOn): Promise<Unmatched> {
  const line = await getLineForChange(tx, lineId)
  if (line.state === 'open') throw refused(`${line.ref} is open: there is nothing to take back.`)
  const matches = await listLiveMatches(tx, lineId)
  if (matches.some(({ rule }) => rule === 'return'))
    throw refused(`${line.ref} took a payment back. Record that payment again if it was no return.`)
  await undoMatches(tx, lineId)
  await saveLineState(tx, { id: lineId, state: 'open' })
  const days = new Set<IsoDate>()
  for (const { made, paymentId, entryId } of matches) {
    if (!made) continue
    const day = paymentId ? await takeBackPayment(tx, paymentId, on, line) : await takeBackEntry(tx, entryId, on, line)
    if (day !== null) days.add(day)
  }
  await emit(tx, { kind: 'bank.unmatched', data: { lineIds: [lineId] } })
  return { line: { ...line, state: 'open' }, takenBackOn: [...days].toSorted() }
}

/** Somebody may have heard of a return, or seen the mistake, before: what is reversed already stays so. */
async function takeBackPayment(tx: Tx, paymentId: string, on: TakenBackOn, { ref }: BankLine): Promise<IsoDate | null> {
  const { reversedOn } = await getPayment(tx, paymentId)
  if (reversedOn !== null) return null
  const date = on.date ?? (await undoDateOf(tx, paymentId, on.today))
  await reversePayment(tx, { paymentId, date, reason: `${ref} was matched wrongly` })
  return date
}

async function takeBackEntry(
  tx: Tx,
  entryId: string | null,
  on: TakenBackOn,
  { ref }: BankLine,
): Promise<IsoDate | null> {
  if (entryId === null) return null
  const posted = await getEntry(tx, entryId)
  const date = on.date ?? (await findUndoDate(tx, posted.date, on.today, 'banking'))
  await reverseEntry(tx, entryId, date, `${ref} was posted wrongly: ${posted.memo}`)
  return date
}

/** Puts a line aside with the reason: nothing is recorded for it. Throws `refused`. */
export async function setLineAside(tx: Tx, lineId: string, reason: string): Promise<BankLine> {
  const line = await getLineForChange(tx, lineId)
  if (line.state !== 'open')
    throw refused(`${line.ref} is ${line.state === 'matched' ? 'matched' : 'set aside'} already.`)
  await saveLineState(tx, { id: lineId, state: 'set_aside', asideReason: reason })
  await emit(tx, { kind: 'bank.matched', data: { lineIds: [lineId] } })
  return { ...line, state: 'set_aside', asideReason: reason, version: line.version + 1 }
}
