import { addDays, type IsoDate } from '../../lib/dates.js'
import { type Dice, makeDice } from '../dice.js'
import { SCENES, type Scene } from './mail-scenes.js'
import type { DemoDeal, DemoInvoice, DemoMail, DemoPerson } from './records.js'
import { STAFF } from './staff.js'
import { storyMails } from './story.js'
import type { DemoCalendar } from './timeline.js'

type Party = { name: string; address: string }

const MAILS = 300

/** Threads between customers' people and the four sellers, support and billing, newest weeks densest. */
export function makeMails(
  seed: number,
  calendar: DemoCalendar,
  people: readonly DemoPerson[],
  deals: readonly DemoDeal[],
  invoices: readonly DemoInvoice[],
): DemoMail[] {
  const dice = makeDice(seed, 'mails')
  const mails = storyMails(calendar)
  for (let thread = 0; mails.length < MAILS; thread += 1) {
    const scene = dice.pick(SCENES)
    mails.push(
      ...makeThread(
        dice,
        thread,
        scene,
        partiesOf(dice, scene, people, deals, invoices),
        beginning(dice, calendar, scene),
      ),
    )
  }
  return mails.slice(0, MAILS).sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** Squaring the throw puts half of the threads into the last quarter of the year before today. */
function beginning(dice: Dice, calendar: DemoCalendar, scene: Scene): IsoDate {
  const back = Math.floor((dice.between(0, 100) ** 2 / 10_000) * 330)
  return addDays(calendar.today, -(back + scene.turns.length * 2 + 1))
}

type Cast = { customer: Party; ours: Party; facts: Record<string, string> }

function partiesOf(
  dice: Dice,
  scene: Scene,
  people: readonly DemoPerson[],
  deals: readonly DemoDeal[],
  invoices: readonly DemoInvoice[],
): Cast {
  const deal = dice.pick(deals)
  const invoice = dice.pick(invoices.filter((each) => each.issued))
  const customerKey = scene.about === 'deal' ? deal.customer : scene.about === 'invoice' ? invoice.customer : null
  const circle = customerKey ? people.filter((person) => person.customer === customerKey) : people
  const person =
    scene.about === 'invoice'
      ? (circle.find((each) => each.title === 'Accounts Payable') ?? dice.pick(circle))
      : dice.pick(circle)
  const ours =
    scene.desk === 'sales'
      ? sellerOf(deal.owner)
      : {
          name: scene.desk === 'support' ? 'Larkspur Support' : 'Larkspur Billing',
          address: `${scene.desk}@larkspur.example`,
        }
  return {
    customer: { name: person.name, address: person.email },
    ours,
    facts: {
      first: person.name.split(' ')[0] ?? person.name,
      us: ours.name.split(' ')[0] ?? ours.name,
      deal: deal.title,
      date: invoice.date,
      sites: String(dice.between(2, 9)),
      sensors: String(dice.between(10, 90)),
    },
  }
}

function sellerOf(key: string): Party {
  const staff = STAFF.find((each) => each.key === key)
  return { name: staff?.name ?? key, address: `${key}@larkspur.example` }
}

function makeThread(dice: Dice, thread: number, scene: Scene, cast: Cast, startsOn: IsoDate): DemoMail[] {
  const length = dice.between(Math.min(2, scene.turns.length), scene.turns.length)
  const ids: string[] = []
  let day = startsOn
  return scene.turns.slice(0, length).map((turn, index): DemoMail => {
    const inbound = turn.from === 'customer'
    const [from, to] = inbound ? [cast.customer, cast.ours] : [cast.ours, cast.customer]
    const messageId = `<demo-${thread}-${index}@${from.address.split('@')[1]}>`
    const mail: DemoMail = {
      messageId,
      inReplyTo: ids.at(-1) ?? null,
      references: [...ids],
      from,
      to,
      subject: (index === 0 ? '' : 'Re: ') + fill(scene.subject, cast.facts),
      text: fill(turn.text, cast.facts),
      at: new Date(Date.parse(`${day}T08:00:00Z`) + dice.between(0, 9 * 60) * 60_000 + index * 60_000),
      mailbox: cast.ours.address,
      folder: inbound ? 'INBOX' : 'Sent',
    }
    ids.push(messageId)
    day = addDays(day, dice.between(1, 2))
    return mail
  })
}

/** `{first}` and its like become this thread's facts. */
const fill = (text: string, facts: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? name)
