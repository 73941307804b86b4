import { addDays } from '../../lib/dates.js'
import type { DemoCustomer, DemoDeal, DemoMail, DemoPerson } from './records.js'
import type { DemoCalendar } from './timeline.js'

/** What the tour tells of is the same whatever the seed: this customer, this person there, this deal of Priya's. */
export const STORY = {
  customer: { key: 'brightwater', name: 'Brightwater Dairy', owner: 'priya', termsDays: 30, currency: 'GBP' },
  person: { name: 'William Barker', title: 'Operations Director', email: 'william.barker@brightwater.example' },
  deal: { key: 'story', title: 'Brightwater cold rooms', amountMinor: 3_840_000n },
} as const

export const storyCustomer = (customer: DemoCustomer): DemoCustomer =>
  customer.key === STORY.customer.key ? { ...customer, ...STORY.customer, habit: 'late' } : customer

/** The first person of the story's customer; nobody else may have the name. */
export const storyPerson = (person: DemoPerson, index: number): DemoPerson =>
  index === 0 ? { ...person, ...STORY.person } : person

export function storyDeal(calendar: DemoCalendar, contact: string): DemoDeal {
  const ago = (days: number) => addDays(calendar.today, -days)
  return {
    ...STORY.deal,
    customer: STORY.customer.key,
    contact,
    owner: STORY.customer.owner,
    currency: STORY.customer.currency,
    createdOn: ago(27),
    moves: [
      { stage: 'Qualified', on: ago(16) },
      { stage: 'Proposal', on: ago(6) },
    ],
    expectedClose: addDays(calendar.today, 18),
    outcome: null,
    nextStep: 'Get the purchase order',
    notes: [
      { on: ago(6), body: 'Walked through the quote on the phone: happy with the price, the board decides this week.' },
    ],
  }
}

/** What William and Priya have written to each other so far. */
export function storyMails(calendar: DemoCalendar): DemoMail[] {
  const william = { name: STORY.person.name, address: STORY.person.email }
  const priya = { name: 'Priya Raman', address: 'priya@larkspur.example' }
  const subject = 'Quote for the cold rooms'
  const [first, second] = ['<story-0@brightwater.example>', '<story-1@larkspur.example>']
  return [
    {
      messageId: first,
      inReplyTo: null,
      references: [],
      from: william,
      to: priya,
      subject,
      text: 'Hello Priya,\n\nthank you for the quote. Does it include the two rooms at the Bristol depot, and could you install before the audit in January?\n\nBest wishes\nWilliam',
      at: new Date(`${addDays(calendar.today, -6)}T09:40:00Z`),
      mailbox: priya.address,
      folder: 'INBOX',
    },
    {
      messageId: second,
      inReplyTo: first,
      references: [first],
      from: priya,
      to: william,
      subject: `Re: ${subject}`,
      text: 'Hello William,\n\nboth rooms are in it, and we can install in the second week of December. Shall I reserve the engineers?\n\nKind regards\nPriya',
      at: new Date(`${addDays(calendar.today, -5)}T10:15:00Z`),
      mailbox: priya.address,
      folder: 'Sent',
    },
  ]
}
