import type { Reply } from '../../bots/commands/reply.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { staleBank } from '../../domain/banking/bank-age.js'
import { loadPaidPerhaps } from '../../domain/banking/paid-perhaps.js'
import { readTo } from '../../domain/banking/reconciliation-store.js'
import { allocationOffers } from '../../domain/billing/allocation-offer.js'
import { levelOf } from '../../domain/billing/dunning.js'
import { listDebtors, planDunning } from '../../domain/billing/dunning-plan-store.js'
import { answersFor, listLadder, listOverdue } from '../../domain/billing/dunning-store.js'
import { endDunning } from '../../domain/billing/end-dunning.js'
import { listOnAccount } from '../../domain/billing/on-account-store.js'
import { stillOwed } from '../../domain/billing/still-owed.js'
import { addWorkingDays, workingCalendar } from '../../domain/people/working-days.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { dateIn, hourIn, type IsoDate } from '../../lib/dates.js'
import { defineJob, every, type JobContext } from '../define-job.js'
import { sendDunning } from '../send-dunning.js'
import { type OnAccountDebtor, tellOnAccount } from '../tell-on-account.js'
import { tellOwner } from '../tell-owner.js'
import { tellPaidPerhaps } from '../tell-paid-perhaps.js'

/** Local hours: owners hear in the afternoon, customers are written to the next working morning. */
const TELL_HOUR = 14
const SEND_HOUR = 9

export default defineJob({
  name: 'dunning-batch',
  summary: 'Announces tomorrow’s reminders to their owners, with Hold, and sends those of today that nobody held',
  on: ['dunning.batch'],
  schedule: { kind: 'dunning.batch', next: every(60) },
  run: async (context) => {
    const { liveAt, settings, timeZone, country } = await readWorkspace(context.db, context.scope, getWorkspace)
    if (liveAt === null || settings['dunning'] !== 'automatic') return
    const now = context.db.clock.now()
    const calendar = workingCalendar(country)
    const today = dateIn(timeZone, now)
    const hour = hourIn(timeZone, now)
    const stale = staleBank(await readWorkspace(context.db, context.scope, readTo), calendar, today)
    if (stale !== null) return hold(context, stale, { today, since: dateIn(timeZone, liveAt) })
    const since = dateIn(timeZone, liveAt)
    if (hour >= SEND_HOUR && calendar.isWorkingDay(today)) await sendDunning(context, { today, since })
    if (hour >= TELL_HOUR) await announce(context, { today, day: addWorkingDays(calendar, today, 1), since })
  },
})

/** Who paid since the bank was read last isn't known: nobody is reminded, and finance hears why, once a day on which somebody would be. */
async function hold(
  context: JobContext,
  reason: string,
  { today, since }: { today: IsoDate; since: IsoDate },
): Promise<void> {
  const debtors = await inWorkspace(context.db, context.scope, (tx) => listDebtors(tx, since, today))
  if (debtors.length === 0) return
  await tellOwner(context, {
    ownerId: null,
    occasion: `dunning-stale:${today}`,
    reply: {
      headline: 'Nobody is reminded: the bank’s data is too old to know who has paid',
      text: `${reason} Import the newest statement: \`bank import\` with its file.`,
    },
  })
}

type Named = { id: string; name: string }
type Announced = { ref: string; name: string; ownerId: string | null }

type Days = { today: IsoDate; day: IsoDate; since: IsoDate }

/**
 * Only who is announced is written to: the plan of the day says so. What the last step didn't bring in becomes a task. Who has paid
 * without saying what for is not reminded of that, nor who may have paid with a bank line that nobody has matched: finance hears of it.
 */
async function announce(context: JobContext, { today, day, since }: Days): Promise<void> {
  const debtors = await inWorkspace(context.db, context.scope, (tx) => listDebtors(tx, since, day))
  if (debtors.length === 0) return
  const perhaps = await loadPaidPerhaps(context.db, context.scope)
  const {
    due: planned,
    onAccount,
    paid,
  } = await inWorkspace(context.db, context.scope, async (tx) => {
    const ladder = await listLadder(tx)
    const due: Announced[] = []
    const onAccount: OnAccountDebtor[] = []
    const paid: Named[] = []
    for (const debtor of debtors) {
      const overdue = await listOverdue(tx, debtor.id, { today: day, since })
      const theirs = await listOnAccount(tx, debtor.id)
      const { invoices, covering, held } = stillOwed(overdue, theirs)
      onAccount.push({ ...debtor, covering, held, offers: allocationOffers(overdue, theirs) })
      const ownerId = await answersFor(tx, debtor.id, overdue)
      await endDunning(tx, { ...debtor, ownerId }, { invoices, today })
      if (!invoices.some((invoice) => levelOf(invoice, ladder, day) !== null)) continue
      if (perhaps.has(debtor.id)) paid.push(debtor)
      else if (await planDunning(tx, debtor.id, day)) due.push({ ...debtor, ownerId })
    }
    return { due, onAccount, paid }
  })
  for (const debtor of onAccount) await tellOnAccount(context, debtor)
  for (const debtor of paid) await tellPaidPerhaps(context, debtor, perhaps.get(debtor.id) ?? [])
  for (const ownerId of new Set(planned.map((each) => each.ownerId)))
    await tellOwner(context, {
      ownerId,
      occasion: `dunning-batch:${ownerId ?? 'nobody'}:${day}:${planned[0]?.ref ?? ''}`,
      reply: batch(
        planned.filter((each) => each.ownerId === ownerId),
        day,
      ),
    })
}

const batch = (customers: readonly Announced[], day: IsoDate): Reply => ({
  headline: `${customers.length === 1 ? 'One customer is' : `${customers.length} customers are`} reminded on ${day}`,
  sections: [
    { title: 'One mail each, with all that is past due', lines: customers.map(({ ref, name }) => `${ref} ${name}`) },
  ],
  actions: customers.slice(0, 10).map(({ ref, name }) => ({
    label: `Hold ${name}`,
    do: { command: 'dunning hold', args: { customer: ref } },
    typed: `dunning hold ${ref}`,
  })),
  notes: ['Whoever pays until then is not reminded.'],
})
