import { dateIn } from '../../lib/dates.js'
import { isAway } from './morning.js'
import type { Staff } from './staff.js'

type Colleague = Pick<Staff, 'id' | 'timeZone' | 'awayFrom' | 'awayUntil' | 'delegateId'>

/**
 * Who does and hears of what is a person's, at this instant: they themselves while they are here; while they are away (by their own
 * date) the delegate they named, or that one's delegate. Null where nobody stands in: no delegate, one who has left, a circle of
 * people who are all away, or one of `except`, who may not have it (the other pair of eyes). `colleagues` are the active ones.
 */
export function standInFor(
  staffId: string,
  colleagues: readonly Colleague[],
  now: Date,
  except: readonly (string | null)[] = [],
): string | null {
  const seen = new Set<string>()
  let person = colleagues.find(({ id }) => id === staffId)
  while (person && isAway(person, dateIn(person.timeZone, now)) && !seen.has(person.id)) {
    seen.add(person.id)
    const { delegateId }: Colleague = person
    person = colleagues.find(({ id }) => id === delegateId)
  }
  return person && !seen.has(person.id) && !except.includes(person.id) ? person.id : null
}

/** Whose work a person does now: their own, and that of those away whom they stand in for. */
export const standsInFor = (staffId: string, colleagues: readonly Colleague[], now: Date): ReadonlySet<string> =>
  new Set([staffId, ...colleagues.filter(({ id }) => standInFor(id, colleagues, now) === staffId).map(({ id }) => id)])
