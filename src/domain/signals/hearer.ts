import { isAmong } from '../people/owners.js'
import type { Member, Staff } from '../people/staff.js'
import { standInFor } from '../people/stand-in.js'
import type { Signal } from './define-signal.js'

/** Who could hear of signals: colleagues who work here, with what their roles let them see. */
export type Hearers = {
  colleagues: readonly Staff[]
  members: ReadonlyMap<string, Member>
  /** Who looks after what nobody owns, of the first role that has anybody; */
  instead: readonly string[]
  /** and how many signals each has open. */
  load: ReadonlyMap<string, number>
}

type Seen = Pick<Signal, 'needs' | 'also'>

/** Whether somebody may know of a signal at all, on whosever record. */
export const mayKnow = (member: Member, { needs, also = [] }: Seen): boolean =>
  member.may(needs) && also.every((capability) => member.reach(capability) === 'all')

/** Whether somebody may see what a signal says of an owner's record. */
export const maySee = (member: Member | undefined, signal: Seen, ownerId: string | null): boolean =>
  member !== undefined && mayKnow(member, signal) && isAmong(member.owners(signal.needs), ownerId)

/**
 * The one who is told: the owner, or who stands in while they are away; else the owner's manager, and theirs; else, and for what is
 * nobody's, whoever of those who look after it has the fewest to deal with. Each only if they may see it. Null: nobody.
 */
export function chooseHearer(hearers: Hearers, signal: Signal, ownerId: string | null, now: Date): string | null {
  const { colleagues, members, instead, load } = hearers
  const may = (id: string) => maySee(members.get(id), signal, ownerId)
  const above = ownerId === null ? [] : managersOf(ownerId, colleagues)
  const line = [...(ownerId === null ? [] : [ownerId]), ...above].flatMap((id) => standInFor(id, colleagues, now) ?? [])
  const others = instead
    .flatMap((id) => standInFor(id, colleagues, now) ?? [])
    .sort((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0))
  return [...line, ...others].find(may) ?? null
}

/** Upwards, each once: a circle ends where it began. */
function managersOf(staffId: string, colleagues: readonly Staff[]): string[] {
  const line: string[] = []
  let person = colleagues.find(({ id }) => id === staffId)
  while (person?.managerId && person.managerId !== staffId && !line.includes(person.managerId)) {
    const { managerId }: Staff = person
    if (managerId === null) break
    line.push(managerId)
    person = colleagues.find(({ id }) => id === managerId)
  }
  return line
}

/** Why this person hears of it: a sentence, to them. */
export function whyYou(
  row: { ownerId: string | null; ownerName: string | null; staffId: string | null },
  readerId: string | null,
): string {
  if (row.ownerId === null) return 'It is on nobody’s record, and you look after such.'
  if (row.ownerId === readerId) return 'It is on a record of yours.'
  return row.staffId === readerId
    ? `It is on a record of ${row.ownerName}’s, and you stand in for them.`
    : `It is on a record of ${row.ownerName}’s.`
}
