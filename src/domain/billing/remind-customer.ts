import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { IsoDate } from '../../lib/dates.js'
import { invalid, refused } from '../../lib/errors.js'
import { formatMoney } from '../../lib/money.js'
import { logActivity } from '../crm/log-activity.js'
import { type AllocationOffer, allocationOffers, whyCovered } from './allocation-offer.js'
import { getBillingParties } from './billing-party-store.js'
import { type DunningLevel, levelByHand, levelOf, type Overdue, reminderMail, totals } from './dunning.js'
import { answersFor, findReminderAddress, listLadder, listOverdue } from './dunning-store.js'
import { emit, type SendReminder } from './events.js'
import type { InterestClaim } from './interest-claim.js'
import { listClaims } from './list-claims.js'
import { listOnAccount } from './on-account-store.js'
import { freeOccasion, insertReminders } from './reminder-store.js'
import { type OnAccount, stillOwed } from './still-owed.js'

export type PlannedReminder = {
  mail: SendReminder
  level: DunningLevel
  /** The step that each invoice is at with this mail, by its id. */
  levels: ReadonlyMap<string, number>
  invoices: readonly Overdue[]
  /** What the customer has with us already, taken off. */
  held: readonly OnAccount[]
  /** What of it would settle which of what is past due. */
  offers: readonly AllocationOffer[]
  /** What is said of interest with it. */
  interest: readonly InterestClaim[]
  customer: string
}

/** `since`, the day of going live, where nobody asked for it: then only what may be reminded of by itself. */
export type ReminderInput = { companyId: string; today: IsoDate; to?: string; since?: IsoDate }

/**
 * The reminder as it would go out. A person may remind before the ladder would; it then stands at the step before, or the first. Throws
 * `refused` when nothing is past due or the customer was reminded today already, `invalid` when nobody can be written to.
 */
export async function planReminder(tx: Tx, input: ReminderInput): Promise<PlannedReminder> {
  const { companyId, today, since } = input
  const parties = await getBillingParties(tx, companyId)
  const overdue = await listOverdue(tx, companyId, { today, since })
  if (overdue.length === 0) throw refused(`${parties.company} has nothing that is past due.`)
  const onAccount = await listOnAccount(tx, companyId)
  const { invoices, held, covering } = stillOwed(overdue, onAccount)
  const offers = allocationOffers(overdue, onAccount)
  if (invoices.length === 0) throw refused(whyCovered(parties.company, covering, offers))
  const occasion = await freeOccasion(tx, companyId, today)
  if (occasion === null) throw refused(`${parties.company} was reminded today already: one mail a day is enough.`)
  const recipient = input.to ?? (await findReminderAddress(tx, companyId))
  if (!recipient) throw invalid(`${parties.company} has no address that mail reaches. Say one: to:name@example.com`)
  const { level, levels } = stepsOf(invoices, await listLadder(tx), input)
  const { seller, payTo } = parties
  const interest = claimsBeside(invoices, await listClaims(sqlInTx(tx), { companyId }, { through: today, levels }))
  const words = reminderMail({ seller, payTo, invoices, held, interest, level }, today)
  const ownerId = await answersFor(tx, companyId, invoices)
  const mail = {
    ...words,
    companyId,
    invoiceIds: [...levels.keys()],
    recipient,
    occasion,
    ownerId,
    level: level.position,
    ...(since !== undefined && { byItself: true }),
  }
  return { mail, level, levels, invoices, held, offers, interest, customer: parties.company }
}

/** In the currencies that are asked for: where what we hold pays for all, nothing is said. */
export function claimsBeside(invoices: readonly Overdue[], claims: readonly InterestClaim[]): InterestClaim[] {
  const asked = new Set(invoices.map(({ open }) => open.currency))
  return claims.filter(({ currency }) => asked.has(currency))
}

/** The mail has the words of the highest step that an invoice has come to; each invoice is noted at its own. */
function stepsOf(invoices: readonly Overdue[], ladder: readonly DunningLevel[], { today, since }: ReminderInput) {
  const [first] = ladder
  if (!first) throw refused('There is no step in the ladder of reminders.')
  const stepOf = since === undefined ? levelByHand : levelOf
  const steps = invoices.map((invoice) => ({ invoice, step: stepOf(invoice, ladder, today) }))
  const due = steps.flatMap(({ step }) => step ?? []).toSorted((a, b) => b.position - a.position)[0]
  if (!due && since !== undefined) throw refused('No invoice has come to its next step.')
  const levels = new Map(
    steps.map(({ invoice, step }) => [invoice.invoiceId, step?.position ?? Math.max(invoice.reminded, first.position)]),
  )
  return { level: due ?? first, levels }
}

/** Puts the mail into the outbox, notes the step on each invoice, and on the deals that they come from. */
export async function remindCustomer(tx: Tx, input: ReminderInput): Promise<PlannedReminder> {
  const planned = await planReminder(tx, input)
  const { mail, levels, level, invoices } = planned
  await insertReminders(tx, mail.occasion, levels)
  for (const dealId of new Set(invoices.flatMap((invoice) => invoice.dealId ?? []))) {
    const about = invoices.filter((invoice) => invoice.dealId === dealId)
    const names = about.map(({ name }) => name).join(', ')
    const body = `The ${level.name} went to ${mail.recipient} for ${names}: ${totals(about).map(formatMoney).join(', ')} open.`
    await logActivity(tx, { kind: 'note', subject: { kind: 'deal', id: dealId }, body })
  }
  await emit(tx, { kind: 'dunning.send', data: mail })
  return planned
}
