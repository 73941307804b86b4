import { type Dice, makeDice } from '../dice.js'
import type { DemoCustomer, DemoPerson } from './records.js'
import { SELLERS } from './staff.js'
import { STORY, storyCustomer, storyPerson } from './story.js'
import { CITIES, FAMILY_NAMES, FIRST_WORDS, GIVEN_NAMES, SECTORS, STREETS, TITLES } from './words.js'

const CUSTOMERS = 60
const PEOPLE = 150
const SOURCES = ['Referral', 'Website', 'Trade fair', 'Outbound', 'Partner'] as const

export function makeCustomers(seed: number): { customers: DemoCustomer[]; people: DemoPerson[] } {
  const dice = makeDice(seed, 'customers')
  const customers = FIRST_WORDS.slice(0, CUSTOMERS).map((word, index) => storyCustomer(makeCustomer(dice, word, index)))
  return { customers, people: makePeople(dice, customers) }
}

function makeCustomer(dice: Dice, word: string, index: number): DemoCustomer {
  const sector = dice.pick(SECTORS)
  const [city, postcode] = dice.pick(CITIES)
  return {
    key: word.toLowerCase(),
    name: `${word} ${sector}`,
    domain: `${word.toLowerCase()}.example`,
    address: { street: `${dice.between(1, 180)} ${dice.pick(STREETS)}`, city, postcode, country: 'GB' },
    termsDays: dice.pick([14, 30, 30, 30, 45]),
    // A few abroad: they have deals in their own currency, which the demo has rates of, and no invoices yet.
    currency: index % 12 === 5 ? 'EUR' : index % 20 === 9 ? 'USD' : 'GBP',
    source: dice.pick(SOURCES),
    owner: dice.pick(SELLERS),
    habit: dice.pick(['prompt', 'prompt', 'prompt', 'late', 'late', 'very-late'] as const),
  }
}

/** Everybody gets two, some a third, until there are enough; no two people share a name. */
function makePeople(dice: Dice, customers: readonly DemoCustomer[]): DemoPerson[] {
  const names = dice.some(
    GIVEN_NAMES.flatMap((given) => FAMILY_NAMES.map((family) => ({ given, family }))).filter(
      ({ given, family }) => `${given} ${family}` !== STORY.person.name,
    ),
    PEOPLE,
  )
  return names.map(({ given, family }, index) => {
    const customer = customers[index % customers.length]
    if (!customer) throw new RangeError('there are no customers')
    const person = {
      key: `person-${index}`,
      customer: customer.key,
      name: `${given} ${family}`,
      // Each customer's second person is the one who pays the bills.
      title: Math.floor(index / customers.length) === 1 ? 'Accounts Payable' : dice.pick(TITLES),
      email: `${plain(given)}.${plain(family)}@${customer.domain}`,
    }
    return storyPerson(person, index)
  })
}

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
