import { addDays, addMonths, firstOfMonth, type IsoDate } from '../../lib/dates.js'
import { type Dice, makeDice } from '../dice.js'
import type { DemoCustomer, DemoDeal, DemoInvoice, PaymentHabit } from './records.js'
import { type DemoCalendar, dayIn } from './timeline.js'

/** How many days after the due date money comes, and how many in a hundred have not come yet at all. */
const HABITS: Record<PaymentHabit, { from: number; to: number; never: number; partly: number }> = {
  prompt: { from: -6, to: 3, never: 1, partly: 2 },
  late: { from: 5, to: 32, never: 4, partly: 8 },
  'very-late': { from: 30, to: 75, never: 10, partly: 12 },
}

const TARGET = 200
const DRAFTS = 3

/** Won deals are invoiced in two parts, and customers who have bought pay for their service every quarter. */
export function makeInvoices(
  seed: number,
  calendar: DemoCalendar,
  customers: readonly DemoCustomer[],
  deals: readonly DemoDeal[],
): DemoInvoice[] {
  const dice = makeDice(seed, 'invoices')
  const begin = firstOfMonth(calendar.bookMonths[0] ?? calendar.openMonth)
  const sold = deals.filter((deal) => deal.outcome?.kind === 'won' && deal.currency === 'GBP')
  const planned = [...sold.flatMap((deal) => ofDeal(deal)), ...ofService(dice, calendar, customers)]
    .filter((plan) => plan.date >= begin && plan.date < calendar.today)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  const chosen = planned.slice(-TARGET)
  return [
    ...chosen.map((plan, index) => ({
      ...plan,
      key: `invoice-${index}`,
      issued: true,
      payments: pay(dice, plan, calendar, customers),
    })),
    ...makeDrafts(dice, calendar, customers),
  ]
}

type Plan = Omit<DemoInvoice, 'key' | 'issued' | 'payments'>

function ofDeal(deal: DemoDeal): Plan[] {
  const won = deal.outcome?.on ?? deal.createdOn
  const half = deal.amountMinor / 2n
  const part = (description: string, date: IsoDate, unitMinor: bigint): Plan => ({
    customer: deal.customer,
    deal: deal.key,
    date,
    lines: [{ description: `${deal.title}: ${description}`, quantity: 1, unitMinor }],
  })
  return [
    part('deposit on order', addDays(won, 3), half),
    part('on completion', addDays(won, 40), deal.amountMinor - half),
  ]
}

function ofService(dice: Dice, calendar: DemoCalendar, customers: readonly DemoCustomer[]): Plan[] {
  const served = customers.filter((customer) => customer.currency === 'GBP').slice(0, 36)
  return served.flatMap((customer) => {
    const sensors = dice.between(8, 120)
    const startsIn = dice.between(0, 2)
    return calendar.bookMonths
      .filter((_, month) => month % 3 === startsIn)
      .map(
        (month): Plan => ({
          customer: customer.key,
          deal: null,
          date: dayIn(month, dice.between(1, 6)),
          lines: [
            {
              description: `Monitoring service, ${sensors} sensors, three months`,
              quantity: sensors,
              unitMinor: 2_100n,
            },
            ...(dice.chance(20)
              ? [{ description: 'Engineer on site, day', quantity: dice.between(1, 3), unitMinor: 68_000n }]
              : []),
          ],
        }),
      )
  })
}

/** What has come in by today. */
function pay(
  dice: Dice,
  plan: Plan,
  calendar: DemoCalendar,
  customers: readonly DemoCustomer[],
): DemoInvoice['payments'] {
  const customer = customers.find((each) => each.key === plan.customer)
  const habit = HABITS[customer?.habit ?? 'prompt']
  const due = addDays(plan.date, customer?.termsDays ?? 30)
  const on = later(addDays(due, dice.between(habit.from, habit.to)), plan.date)
  const [never, partly] = [dice.chance(habit.never), dice.chance(habit.partly)]
  if (never) return []
  const payments = partly
    ? [
        { on, percent: 60 },
        { on: addMonths(on, 1), percent: 40 },
      ]
    : [{ on, percent: 100 }]
  return payments.filter((payment) => payment.on < calendar.today)
}

const later = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b)

/** Drafts that wait: one in the month that is being closed (the close asks for it), the others newer. */
function makeDrafts(dice: Dice, calendar: DemoCalendar, customers: readonly DemoCustomer[]): DemoInvoice[] {
  const homely = dice.some(
    customers.filter((customer) => customer.currency === 'GBP'),
    DRAFTS,
  )
  return homely.map((customer, index) => ({
    key: `draft-${index}`,
    customer: customer.key,
    deal: null,
    date: index === 0 ? dayIn(calendar.openMonth, 28) : calendar.today,
    lines: [{ description: 'Calibration of sensors on site', quantity: dice.between(4, 20), unitMinor: 4_500n }],
    issued: false,
    payments: [],
  }))
}
