import { addDays, daysBetween, type IsoDate } from '../../lib/dates.js'
import { type Dice, makeDice } from '../dice.js'
import type { DemoCustomer, DemoDeal, DemoPerson } from './records.js'
import { STORY, storyDeal } from './story.js'
import type { DemoCalendar } from './timeline.js'
import { PRODUCTS } from './words.js'

/** Stages of the default pipeline that a deal walks through while it is open. */
const STAGES = ['Lead', 'Qualified', 'Proposal', 'Negotiation'] as const

/** One more is the story's. */
const DEALS = 79
const OLDER = 50
const RECENT_DAYS = 95
/** An open deal older than this has left its first stage. */
const YOUNG_DAYS = 18
const REASONS = ['Chose another supplier', 'No budget', 'Project postponed', 'No answer', 'Too expensive'] as const
const WON_FOR = ['Recommended by a customer', 'Fastest to install', 'Price', 'Audit report'] as const
const STEPS = [
  'Send the revised offer',
  'Call about the timetable',
  'Demonstrate the dashboard',
  'Get the purchase order',
  'Visit the site',
] as const
const NOTES = [
  'Spoke on the phone: they like the alerts, and worry about the effort of installing.',
  'Budget is approved in principle; procurement wants three references.',
  'They compare us with a spreadsheet and a handheld thermometer. Show the audit report.',
  'Decision will be made by the board at the end of the month.',
  'Asked for a price for two more sites.',
] as const

export function makeDeals(
  seed: number,
  calendar: DemoCalendar,
  customers: readonly DemoCustomer[],
  people: readonly DemoPerson[],
): DemoDeal[] {
  const dice = makeDice(seed, 'deals')
  const span = daysBetween(calendar.salesBegin, calendar.today)
  const others = Array.from({ length: DEALS }, (_, index) => {
    // Every quarter has its share, and the last one more: that is where the open deals are.
    const [done, from, days] =
      index < OLDER
        ? [index / OLDER, 0, span - RECENT_DAYS]
        : [(index - OLDER) / (DEALS - OLDER), span - RECENT_DAYS, RECENT_DAYS]
    const createdOn = addDays(calendar.salesBegin, from + Math.floor(done * (days - 3)) + dice.between(0, 2))
    return makeDeal(dice, index, createdOn, calendar, dice.pick(customers), people)
  })
  return [...others.map(longAgo(others)), storyDeal(calendar, people[0]?.key ?? '')]
}

/** The oldest open deal of the story's salesperson has not moved for long: what one opens Home for. */
function longAgo(deals: readonly DemoDeal[]): (deal: DemoDeal) => DemoDeal {
  const hers = deals.filter(({ owner, outcome }) => owner === STORY.customer.owner && outcome === null)
  const oldest = hers.toSorted((a, b) => (a.createdOn < b.createdOn ? -1 : 1))[0]
  return (deal) => (deal === oldest ? { ...deal, moves: deal.moves.slice(0, -1) } : deal)
}

function makeDeal(
  dice: Dice,
  index: number,
  createdOn: IsoDate,
  calendar: DemoCalendar,
  customer: DemoCustomer,
  people: readonly DemoPerson[],
): DemoDeal {
  const cycle = dice.between(25, 120)
  const endsOn = addDays(createdOn, cycle)
  const isOver = endsOn < calendar.today
  const outcome = isOver ? makeOutcome(dice, endsOn) : null
  const age = daysBetween(createdOn, calendar.today)
  const reach = outcome?.kind === 'won' ? 3 : outcome || age > YOUNG_DAYS ? dice.between(1, 3) : dice.between(0, 1)
  const contact = people.find((person) => person.customer === customer.key)
  return {
    key: `deal-${index}`,
    title: `${customer.name.split(' ')[0]} ${dice.pick(PRODUCTS)}`,
    customer: customer.key,
    contact: contact?.key ?? '',
    owner: customer.owner,
    amountMinor: BigInt(dice.between(12, 480)) * 25_000n,
    currency: customer.currency,
    createdOn,
    moves: isOver ? makeMoves(createdOn, cycle, reach) : makeOpenMoves(dice, createdOn, age, reach),
    expectedClose: isOver ? endsOn : addDays(calendar.today, dice.between(-10, 75)),
    outcome,
    nextStep: outcome || dice.chance(25) ? null : dice.pick(STEPS),
    notes: dice.chance(50)
      ? [
          {
            on: addDays(createdOn, dice.between(0, Math.min(cycle, age))),
            body: dice.pick(NOTES),
          },
        ]
      : [],
  }
}

const makeOutcome = (dice: Dice, on: IsoDate): DemoDeal['outcome'] =>
  dice.chance(58)
    ? { kind: 'won', on, reason: WON_FOR[Number(on.slice(-2)) % WON_FOR.length] ?? WON_FOR[0] }
    : { kind: 'lost', on, reason: dice.pick(REASONS) }

/** Stages are reached at even steps of the cycle. */
const makeMoves = (createdOn: IsoDate, cycle: number, reach: number): DemoDeal['moves'] =>
  STAGES.slice(1, reach + 1).map((stage, step) => ({
    stage,
    on: addDays(createdOn, Math.floor((cycle * (step + 1)) / (reach + 1))),
  }))

/** Most open deals have moved lately; one in five has been lying about. */
function makeOpenMoves(dice: Dice, createdOn: IsoDate, age: number, reach: number): DemoDeal['moves'] {
  const lying = dice.chance(20) ? dice.between(15, 40) : dice.between(1, 12)
  return makeMoves(createdOn, Math.floor((Math.max(0, age - lying) * (reach + 1)) / Math.max(1, reach)), reach)
}
