import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { IsoDate } from '../../lib/dates.js'
import { AppError, invalid } from '../../lib/errors.js'
import type { Approval } from '../people/approval.js'
import { askApproval } from '../people/ask-approval.js'
import recurringApproval from './approvals/recurring-journal.js'
import { type BaseRate, baseCurrencyOf, inBase, rateOn } from './base-rate.js'
import type { NewEntry } from './entry.js'
import { type NewJournal, type PlannedJournal, planJournal } from './plan-journal.js'
import { postEntries } from './post-entries.js'
import { needsSecond } from './post-journal.js'
import { atRates, type Every, entryOn, nextAfter, type RecurringJournal, worthOf } from './recurring-journal.js'
import { getRecurring, insertRecurring, listDueRecurring, saveRecurring } from './recurring-journal-store.js'
import { storeEntry } from './stored-entry.js'

export type NewSeries = NewJournal & { every: Every; endsOn: IsoDate | null }

export type PlannedSeries = PlannedJournal & { second: boolean }

/** What each entry of the series will be. `date` is the first one's. Throws as `planJournal` does. */
export async function planSeries(tx: Tx, input: NewSeries): Promise<PlannedSeries> {
  if (input.endsOn !== null && input.endsOn < input.date) throw invalid('It would end before it begins.')
  const planned = await planJournal(tx, input)
  return { ...planned, second: await needsSecond(tx, planned.entry) }
}

/** Sets up an entry that comes again; what is due by today is posted by the job. Above the limit a second person is asked first. */
export async function recurJournal(
  tx: Tx,
  input: NewSeries,
): Promise<{ series: RecurringJournal; asked: Approval | null }> {
  const { entry, second } = await planSeries(tx, input)
  const id = tx.newId()
  await insertRecurring(tx, {
    id,
    ref: await nextRef(tx, 'recurring-journal', 'RJ'),
    memo: input.memo,
    every: input.every,
    startsOn: input.date,
    endsOn: input.endsOn,
    nextOn: input.date,
    state: second ? 'asked' : 'active',
    entry: { ...storeEntry(entry), source: 'manual', worth: worthOf(input.lines) },
  })
  const asked = second ? await askApproval(tx, recurringApproval, { subject: id }) : null
  return { series: await getRecurring(tx, { id }), asked }
}

/** What one run of the job did: entries by series, and series that are held up, with why. */
export type Recurred = { posted: { ref: string; date: IsoDate }[]; held: { ref: string; problem: string }[] }

/**
 * Posts one series' entries up to today, each on its own date. One that a closed or locked period refuses waits, and those after it:
 * it is posted when the period opens, or stopped. It is never moved to another date. Foreign amounts are worth what they are that day,
 * as those of documents; without a rate the series waits as well.
 */
export async function postSeries(tx: Tx, series: RecurringJournal, today: IsoDate): Promise<Recurred['posted']> {
  const posted: Recurred['posted'] = []
  for (let date = series.nextOn; date !== null && date <= today; date = nextAfter(series, date)) {
    const entry = await entryAt(tx, series, date)
    await postEntries(tx, [entry])
    await tx.outbox('journal.posted', { entryId: entry.id })
    posted.push({ ref: series.ref, date })
  }
  const last = posted.at(-1)
  if (last) await saveRecurring(tx, series.id, { nextOn: nextAfter(series, last.date) })
  return posted
}

async function entryAt(tx: Tx, series: RecurringJournal, date: IsoDate): Promise<NewEntry> {
  const entry = entryOn(series, date, tx.newId())
  const { worth } = series.entry
  if (!worth) return entry
  const rates = new Map<string, BaseRate>()
  for (const [i, { amount }] of entry.postings.entries())
    if (worth[i] === 'rate') rates.set(amount.currency, await rateOn(tx, amount.currency, date))
  const base = await baseCurrencyOf(tx)
  return atRates(entry, worth, {
    base,
    worthAt: (amount) => inBase(amount, rates.get(amount.currency) ?? { base, rate: null }),
  })
}

/** Every series that is due, each in a transaction of its own, so that one that is held up holds up no other. */
export async function postDueSeries(
  inTx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  today: IsoDate,
): Promise<Recurred> {
  const done: Recurred = { posted: [], held: [] }
  for (const { id, ref } of await inTx((tx) => listDueRecurring(tx, today))) {
    try {
      done.posted.push(...(await inTx(async (tx) => postSeries(tx, await getRecurring(tx, { id }), today))))
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'refused') throw thrown
      done.held.push({ ref, problem: thrown.userMessage })
    }
  }
  return done
}
