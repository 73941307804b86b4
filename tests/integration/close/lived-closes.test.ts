import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { listTasksOfOpenCloses } from '../../../src/domain/close/close-store.js'
import { closeDay, workingCalendar } from '../../../src/domain/people/working-days.js'
import { addDays, addToMonth, dateIn, firstOfMonth, hourIn, instantOf, lastOfMonth } from '../../../src/lib/dates.js'
import { bookLate, books, goThroughTasks } from './lived/a-morning.js'
import { actsFor, isAway, isConcerned } from './lived/expected.js'
import { AWAY, BROKEN_LINE, MONTHS, OUTAGE, PEOPLE, type Person } from './lived/people.js'
import { readable } from './lived/readable.js'
import { type Heard, yearWorld } from './lived/year-world.js'

const LOG = path.resolve('.cache/lived-closes.log')
const calendar = workingCalendar('DE')
const ZONES = [...new Set(PEOPLE.map(({ timeZone }) => timeZone))]
const world = await yearWorld('2026-01-15T08:00:00Z')
const { clock, heard, slack } = world

/** Who was to hear on a morning of theirs, and whom nothing concerned. */
const mornings: { name: string; date: string; concerned: boolean }[] = []
const events: { at: Date; what: string }[] = []
/** After the outage, each who hears late that day. */
const isCaughtUp = ({ at }: Heard) => at.getTime() === OUTAGE.until.getTime()
const isOut = (at: Date) => at >= OUTAGE.from && at < OUTAGE.until
const isPerson = ({ to }: Heard) => PEOPLE.some(({ name }) => name === to)

/** A month's close, from its opening to its lock; between the instants at which anything is planned nothing is waited for. */
async function closeOf(month: string): Promise<void> {
  const away = AWAY.find(({ from }) => from > lastOfMonth(month) && from < addDays(lastOfMonth(month), 5))
  // Where Dora is the month ends before anybody’s day begins elsewhere.
  await at(instantOf(lastOfMonth(month), 22, 'UTC'))
  if (away) await world.say('dora', `staff away ${away.from} to:${away.to} delegate:max@lindenhof.test`)
  await books(world, month)
  await world.work()
  await world.openMonth(month)
  events.push({ at: clock.now(), what: `the close of ${month} is open` })
  await world.work()
  for (let day = lastOfMonth(month); !(await isLocked(month)); day = addDays(day, 1)) {
    if (day > addDays(lastOfMonth(month), 25)) throw new Error(`the close of ${month} does not end`)
    if (day === closeDay(calendar, month, 3)) await bookLate(world, month)
    for (const instant of instantsOf(day)) if (!isOut(instant)) await at(instant)
  }
  events.push({ at: clock.now(), what: `${month} is locked for everybody` })
}

/** Noon in Tokyo and night in Berlin and New York, each day of the week. */
const NIGHT_HOUR = 3

/** Of a UTC day: everybody’s morning where that is a working day, a moment of the night, and the end of the outage. */
const instantsOf = (day: string): Date[] => {
  const mornings = ZONES.flatMap((zone) =>
    [day, addDays(day, 1)].filter((date) => calendar.isWorkingDay(date)).map((date) => instantOf(date, 9, zone)),
  )
  const all = [...mornings, instantOf(day, NIGHT_HOUR, 'UTC'), OUTAGE.until]
  const unique = new Map(all.map((instant) => [instant.getTime(), instant]))
  return [...unique.values()].filter((each) => each.toISOString().startsWith(day)).sort((a, b) => Number(a) - Number(b))
}

async function at(instant: Date): Promise<void> {
  if (instant <= clock.now()) return
  clock.set(instant)
  const here = PEOPLE.filter((person) => isAtWork(person, instant))
  for (const person of here) {
    const acts = actsFor(person, instant)
    const ids = { acts: acts.map((name) => world.staff[name] ?? ''), me: world.staff[person.name] ?? '', now: instant }
    const concerned = await world.read((read) => isConcerned(read, calendar, person, ids))
    mornings.push({ name: person.name, date: dateIn(person.timeZone, instant), concerned })
  }
  if (instant.getTime() === BROKEN_LINE.getTime())
    await slack.fault({ on: 'call', name: 'chat.postMessage', kind: 'lost', times: 1 })
  await world.tick({ checks: instant.getUTCHours() === NIGHT_HOUR })
  for (const person of here) {
    await goThroughTasks(world, person)
    await world.work()
  }
  await lockWhatIsDone(here)
}

/** Nine in their morning, or when the app is back, on a day on which they work. */
function isAtWork(person: Person, now: Date): boolean {
  const date = dateIn(person.timeZone, now)
  const hour = hourIn(person.timeZone, now)
  const works = calendar.isWorkingDay(date) && !isAway(person.name, date)
  return (
    works &&
    (now.getTime() === OUTAGE.until.getTime()
      ? hour >= 9 && hour < 17
      : now.getTime() === instantOf(date, 9, person.timeZone).getTime())
  )
}

async function lockWhatIsDone(here: readonly Person[]): Promise<void> {
  const [row] = await world.read(
    ({ sql }) => sql<{ month: string }[]>`
      select c.month from close c join period p on p.workspace_id = c.workspace_id and p.id = c.period_id
      where c.state = 'done' and p.state = 'open'`,
  )
  if (row && here.some(({ name }) => name === 'carl')) await world.say('carl', `close lock ${row.month} hard:yes`)
}

const isLocked = async (month: string): Promise<boolean> =>
  (
    await world.read(
      ({ sql }) =>
        sql`select from period where starts_on = ${firstOfMonth(month)} and number between 1 and 12 and state = 'closed'`,
    )
  ).length > 0

test('closes go through the database, Slack and mail, from their opening to their lock', {
  timeout: 120_000 * MONTHS.length,
}, async () => {
  for (const month of MONTHS) {
    await closeOf(month)
    // Between two closes nothing is due and nobody hears anything.
    await at(instantOf(`${addToMonth(month, 1)}-26`, 9, 'Europe/Berlin'))
  }
  expect(await world.read(listTasksOfOpenCloses)).toEqual([])
})

/** Of each person and day of theirs. */
function toldByDay(): Map<string, Heard[]> {
  const told = new Map<string, Heard[]>()
  for (const each of heard.filter(isPerson)) {
    const key = `${each.to} ${dateIn(zoneOf(each.to), each.at)}`
    told.set(key, [...(told.get(key) ?? []), each])
  }
  return told
}

const zoneOf = (name: string): string => PEOPLE.find((person) => person.name === name)?.timeZone ?? 'UTC'

test('whom something concerns in the morning hears once, at nine; whom nothing does hears at most of what became theirs that day', () => {
  const told = toldByDay()
  for (const { name, date, concerned } of mornings) {
    const messages = told.get(`${name} ${date}`) ?? []
    const nine = instantOf(date, 9, zoneOf(name)).getTime()
    const onTime = messages.filter((each) => each.at.getTime() === nine || isCaughtUp(each))
    if (concerned)
      expect({ name, date, messages: messages.length, onTime: onTime.length }).toEqual({
        name,
        date,
        messages: 1,
        onTime: 1,
      })
    else expect(messages.length, `${name} ${date}`).toBeLessThanOrEqual(1)
  }
  const known = new Set(mornings.map(({ name, date }) => `${name} ${date}`))
  expect([...told.keys()].filter((key) => !known.has(key))).toEqual([])
  expect(mornings.filter(({ concerned }) => concerned).length).toBeGreaterThan(25)
})

test('nothing comes at night, on a day off or to who is away; an outage of three days is caught up by one message', () => {
  for (const { to, at: when } of heard.filter(isPerson)) {
    const date = dateIn(zoneOf(to), when)
    expect(calendar.isWorkingDay(date), `${to} ${date}`).toBe(true)
    expect(isAway(to, date), `${to} ${date}`).toBe(false)
    expect(hourIn(zoneOf(to), when)).toBeGreaterThanOrEqual(9)
    expect(hourIn(zoneOf(to), when)).toBeLessThan(17)
  }
  expect(heard.filter((each) => isOut(each.at))).toEqual([])
  const caughtUp = heard.filter((each) => isPerson(each) && isCaughtUp(each)).map(({ to }) => to)
  expect(new Set(caughtUp).size).toBe(caughtUp.length)
  expect(caughtUp.length).toBeGreaterThan(0)
})

test('what was sent is what stands in Slack, once, also where the line broke before the answer', async () => {
  const posted = heard.filter(({ by }) => by === 'Slack').map(({ ts }) => ts)
  expect(new Set(posted).size).toBe(posted.length)
  const stored: string[] = []
  for (const place of [
    ...PEOPLE.flatMap((person) => ('byMail' in person ? [] : [person.name])),
    slack.channels['finance'] ?? '',
  ])
    for (const { ts, user, metadata } of await slack.stored(place)) if (user === slack.bot && metadata) stored.push(ts)
  expect(stored).toHaveLength(posted.length)
  expect(new Set(stored)).toEqual(new Set(posted))
  expect(heard.filter(({ says }) => says.startsWith('found'))).toHaveLength(1)
  expect(await world.read(({ sql }) => sql`select from close_reminder where state not in ('sent', 'void')`)).toEqual([])
  expect(await world.read(({ sql }) => sql`select from delivery where state <> 'sent'`)).toEqual([])
})

test('it is short, and can be read', async () => {
  const { text, perDay } = readable(heard.filter(isPerson), events)
  await mkdir(path.dirname(LOG), { recursive: true })
  await writeFile(LOG, text)
  const all = Object.values(perDay)
  process.stdout.write(
    `  ${MONTHS.length} closes: ${heard.filter(isPerson).length} messages, ${Math.max(...all).toFixed(2)} a working day for who hears most; ${LOG}\n`,
  )
  for (const [name, each] of Object.entries(perDay)) expect(each, name).toBeLessThan(0.7)
  const cards = heard.filter(({ says }) => says.startsWith('Close of'))
  expect(cards).toHaveLength(MONTHS.length)
})
