import { daysBetween, type IsoDate, shortDate } from '../../lib/dates.js'
import { formatMoney, type Money, money } from '../../lib/money.js'

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

/** An invoice that is open and past due; `reminded` is the highest step it was reminded at, 0 for none. */
export type Overdue = {
  invoiceId: string
  name: string
  dueDate: IsoDate
  open: Money
  reminded: number
  version: number
}

/** The step that one invoice is at: no step is left out, however long it is due. Null: not yet due for a word. */
export function levelOf(invoice: Overdue, ladder: readonly DunningLevel[], today: IsoDate): DunningLevel | null {
  const late = daysBetween(invoice.dueDate, today)
  const next = ladder.find(({ position }) => position === invoice.reminded + 1) ?? ladder.at(-1) ?? null
  return next !== null && late >= next.afterDays ? next : null
}

/** One mail for all that a customer owes: at the highest step of any invoice. */
export function reminderMail(
  given: { seller: string; invoices: readonly Overdue[]; level: DunningLevel },
  today: IsoDate,
): { subject: string; text: string } {
  const { seller, invoices, level } = given
  const lines = invoices.map(
    ({ name, dueDate, open }) =>
      `${name}: ${formatMoney(open)}, due on ${shortDate(dueDate)} (${daysBetween(dueDate, today)} days ago)`,
  )
  const what = invoices.length === 1 ? `invoice ${invoices[0]?.name ?? ''}` : `${invoices.length} invoices`
  const text = `Hello,

${level.opening}

${lines.join('\n')}

${totals(invoices)
  .map((total) => `Open in all: ${formatMoney(total)}`)
  .join('\n')}

Please name the invoice with your payment. If something is wrong with it, just answer this mail.

Kind regards
${seller}
`
  const title = `${level.name[0]?.toUpperCase() ?? ''}${level.name.slice(1)}`
  return { subject: `${title}: ${what} from ${seller}`, text }
}

/** What is open in all, a sum a currency. */
export function totals(invoices: readonly { open: Money }[]): Money[] {
  const sums = new Map<string, bigint>()
  for (const { open } of invoices) sums.set(open.currency, (sums.get(open.currency) ?? 0n) + open.minor)
  return [...sums].map(([currency, minor]) => money(minor, currency))
}
