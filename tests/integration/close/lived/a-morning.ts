import { listTasksOfOpenCloses, type TaskRow } from '../../../../src/domain/close/close-store.js'
import { addWorkingDays, workingCalendar } from '../../../../src/domain/people/working-days.js'
import { dateIn, lastOfMonth } from '../../../../src/lib/dates.js'
import { actsFor } from './expected.js'
import { BOOKED_LATE, MISTAKEN, type Person, RENT } from './people.js'
import type { YearWorld } from './year-world.js'

const calendar = workingCalendar('DE')
/** What a mistake was made in, and put right. */
const seen = new Set<string>()
const once = (what: string): boolean => !seen.has(what) && seen.add(what) !== undefined

/** Somebody does what they would have done by now: their tasks, as late as they are, and their reviews. */
export async function goThroughTasks(world: YearWorld, person: Person): Promise<void> {
  const now = world.clock.now()
  const today = dateIn(person.timeZone, now)
  const acts = new Set(actsFor(person, now).map((name) => world.staff[name] ?? ''))
  const isDue = ({ dueOn }: TaskRow) => today >= addWorkingDays(calendar, dueOn, person.late)
  const me = world.staff[person.name] ?? ''
  for (const task of await world.read(listTasksOfOpenCloses)) {
    if (task.state === 'submitted' && acts.has(task.reviewerId ?? '') && task.doneById !== me)
      await review(world, person, task)
    else if (['ready', 'in_progress'].includes(task.state) && acts.has(task.ownerId ?? '') && isDue(task))
      await (task.checkName === null ? hand(world, person, task) : putRight(world, person, task))
  }
}

function review(world: YearWorld, { name }: Person, { ref, key, month }: TaskRow): Promise<void> {
  if (key === 'payroll' && month === MISTAKEN && once(`sent back ${month}`))
    return world.say(name, `close sendback ${ref} This is the payroll of another month`)
  return world.say(name, `close approve ${ref}`)
}

/** Fay presses the button of her reminder where she has one; the others write. */
async function hand(world: YearWorld, { name }: Person, { ref, title }: TaskRow): Promise<void> {
  const label = `Done: ${title}`.slice(0, 40)
  const dm = name === 'fay' ? (await world.slack.stored('fay')).at(-1) : undefined
  if (!dm || !JSON.stringify(dm.blocks).includes(label)) return world.say(name, `close done ${ref}`)
  const fay = world.slack.as('fay')
  await fay.click(dm, label)
  await fay.sees(new RegExp(`${ref} (is with its reviewer|is done)`))
}

/** What a check waits for: a word on an account that moved far, an entry that belongs elsewhere. */
async function putRight(world: YearWorld, { name }: Person, { key, month }: TaskRow): Promise<void> {
  if (key === 'flux') await world.say(name, `close explain 6310 close:${month} why:"The year’s rent, paid in ${RENT}"`)
  if (key === 'suspense')
    await world.post('It was the insurer', lastOfMonth(month), { '1460': '75.00', '4830': '-75.00' })
}

/** What happens in the books without the close: Fay’s rent, and something that nobody could place. */
export async function books(world: YearWorld, month: string): Promise<void> {
  if (month === RENT)
    await world.post('A year of rent', lastOfMonth(month), { '6310': '50000.00', '1800': '-50000.00' })
}

export async function bookLate(world: YearWorld, month: string): Promise<void> {
  if (month === BOOKED_LATE && once(`booked late ${month}`))
    await world.post('Who paid this?', lastOfMonth(month), { '1800': '75.00', '1460': '-75.00' })
}
