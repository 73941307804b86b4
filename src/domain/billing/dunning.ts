import { daysBetween, type IsoDate, shortDate } from '../../lib/dates.js'
import { formatMoney, type Money, money } from '../../lib/money.js'
import { claimed, claimLines, type InterestClaim } from './interest-claim.js'

/** A step of the ladder: from so many days past due on, with these first words. */
export type DunningLevel = { position: number; name: string; afterDays: number; opening: string }

/** What a company starts with; rows of `dunning_level` take its place. */
export const DEFAULT_LADDER: readonly DunningLevel[] = [
  {
    position: 1,
    name: 'reminder',
    afterDays: 3,
    opening: 'perhaps it escaped you: the following is past due. If you have paid meanwhile, please ignore this mail.',
  },
  {
    position: 2,
    name: 'second reminder',
    afterDays: 14,
    opening: 'we reminded you of the following, and it is still open. Please pay it now, or tell us what keeps you.',
  },
  {
    position: 3,
    name: 'final reminder',
    afterDays: 30,
    opening: 'the following is long past due in spite of our reminders. Please pay it within seven days.',
  },
]

/** An invoice that is open and past due. */
export type Overdue = {
  invoiceId: string
  name: string
  dueDate: IsoDate
  open: Money
  /** The highest step it was reminded at, 0 for none, and the day on which it came to that step. */
  reminded: number
  remindedOn: IsoDate | null
  /** A person was told that the ladder is at its end. */
  ended: boolean
  dealId: string | null
  version: number
}

/** Days that the last step gives before it is a person's turn. */
const LAST_WORD_DAYS = 7

/** The step after the one that an invoice was reminded at; null after the last. */
const stepAfter = ({ reminded }: Overdue, ladder: readonly DunningLevel[]): DunningLevel | null =>
  ladder.find(({ position }) => position > reminded) ?? null

/**
 * The step that an invoice is at without anybody asking: no step is left out, however long it is due, and between two of them lie as
 * many days as between them on the ladder – who is reminded late is not hurried. Null: not yet, or after the last step never again.
 */
export function levelOf(invoice: Overdue, ladder: readonly DunningLevel[], today: IsoDate): DunningLevel | null {
  const next = stepAfter(invoice, ladder)
  if (next === null || daysBetween(invoice.dueDate, today) < next.afterDays) return null
  if (invoice.remindedOn === null) return next
  const before = ladder.findLast(({ position }) => position <= invoice.reminded)
  const apart = Math.max(1, next.afterDays - (before?.afterDays ?? 0))
  return daysBetween(invoice.remindedOn, today) >= apart ? next : null
}

/** The step of a reminder that a person asks for: they needn't wait for the next one; after the last it is the last again. */
export function levelByHand(invoice: Overdue, ladder: readonly DunningLevel[], today: IsoDate): DunningLevel | null {
  const next = stepAfter(invoice, ladder)
  if (next !== null && daysBetween(invoice.dueDate, today) >= next.afterDays) return next
  return ladder.findLast(({ position }) => position <= invoice.reminded) ?? null
}

/** Whether the last step is over without a payment and nobody was told yet: reminding has done what it can. */
export const hasEnded = (invoice: Overdue, ladder: readonly DunningLevel[], today: IsoDate): boolean =>
  !invoice.ended &&
  invoice.remindedOn !== null &&
  stepAfter(invoice, ladder) === null &&
  daysBetween(invoice.remindedOn, today) >= LAST_WORD_DAYS

/** What a reminder says: what is asked for, what is taken off it, and where it is to be paid to. */
export type ReminderWords = {
  seller: string
  payTo: string | null
  invoices: readonly Overdue[]
  held: readonly { name: string; amount: Money }[]
  /** What it says of interest, in their currencies. */
  interest: readonly InterestClaim[]
  level: DunningLevel
}

/** One mail for all that a customer owes: at the highest step of any invoice. */
export function reminderMail(
  { seller, payTo, invoices, held, interest, level }: ReminderWords,
  today: IsoDate,
): { subject: string; text: string } {
  const lines = invoices.map(
    ({ name, dueDate, open }) =>
      `${name}: ${formatMoney(open)}, due on ${shortDate(dueDate)} (${daysBetween(dueDate, today)} days ago)`,
  )
  const late = interest.flatMap((claim) => claimLines(claim, shortDate))
  const off = held.map(({ name, amount }) => `${name}, held to your credit: ${formatMoney(negated(amount))}`)
  const what = invoices.length === 1 ? `invoice ${invoices[0]?.name ?? ''}` : `${invoices.length} invoices`
  const text = `Hello,

${level.opening}

${[...lines, ...late, ...off].join('\n')}

${totals([
  ...invoices,
  ...interest.map((claim) => ({ open: claimed(claim) })),
  ...held.map(({ amount }) => ({ open: negated(amount) })),
])
  .map((total) => `Open in all: ${formatMoney(total)}`)
  .join('\n')}

${payTo === null ? '' : `Our account: ${payTo}\n`}Please name the invoice with your payment. If something is wrong with it, just answer this mail.

Kind regards
${seller}
`
  const title = `${level.name[0]?.toUpperCase() ?? ''}${level.name.slice(1)}`
  return { subject: `${title}: ${what} from ${seller}`, text }
}

const negated = ({ minor, currency }: Money): Money => money(-minor, currency)

/** What is open in all, a sum a currency. */
export function totals(invoices: readonly { open: Money }[]): Money[] {
  const sums = new Map<string, bigint>()
  for (const { open } of invoices) sums.set(open.currency, (sums.get(open.currency) ?? 0n) + open.minor)
  return [...sums].map(([currency, minor]) => money(minor, currency))
}
