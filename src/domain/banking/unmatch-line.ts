import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { getPayment } from '../billing/payment-store.js'
import { reversePayment } from '../billing/reverse-payment.js'
import { reverseEntry } from '../ledger/reverse-entry.js'
import { emit } from './events.js'
import { type BankLine, getLineForChange, saveLineState } from './line-store.js'
import { listLiveMatches, undoMatches } from './match-store.js'

/**
 * Opens a line again. What the match itself made is taken back, dated `date`: payment and allocations, or the entry; what was in the
 * books before stays. A returned payment is not un-returned: that is recorded anew. Throws `refused`.
 */
export async function unmatchLine(tx: Tx, lineId: string, date: IsoDate): Promise<BankLine> {
  const line = await getLineForChange(tx, lineId)
  if (line.state === 'open') throw refused(`${line.ref} is open: there is nothing to take back.`)
  const matches = await listLiveMatches(tx, lineId)
  if (matches.some(({ rule }) => rule === 'return'))
    throw refused(`${line.ref} took a payment back. Record that payment again if it was no return.`)
  await undoMatches(tx, lineId)
  await saveLineState(tx, { id: lineId, state: 'open' })
  for (const { made, paymentId, entryId } of matches) {
    if (made && paymentId) await takeBack(tx, paymentId, date, `${line.ref} was matched wrongly`)
    if (made && entryId) await reverseEntry(tx, entryId, date, `${line.ref} was posted wrongly`)
  }
  await emit(tx, { kind: 'bank.unmatched', data: { lineIds: [lineId] } })
  return { ...line, state: 'open' }
}

/** Somebody may have heard of a return, or seen the mistake, before: what is reversed already stays so. */
async function takeBack(tx: Tx, paymentId: string, date: IsoDate, reason: string): Promise<void> {
  const { reversedOn } = await getPayment(tx, paymentId)
  if (reversedOn === null) await reversePayment(tx, { paymentId, date, reason })
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
