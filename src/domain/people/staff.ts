import type { IsoDate } from '../../lib/dates.js'
import { invalid } from '../../lib/errors.js'
import { type Reach, reachOf } from './capabilities.js'
import type { Owners } from './owners.js'

/** A person who gives commands and is reminded. */
export type Staff = {
  id: string
  email: string
  name: string
  title: string | null
  department: string | null
  timeZone: string
  /** The local hour from which reminders may come. */
  morningHour: number
  /** Set only once the link is verified: an email proposes it, it proves nothing. */
  slackUserId: string | null
  active: boolean
  /** Away from this day (null: from when it was said) to the end of that. */
  awayFrom: IsoDate | null
  awayUntil: IsoDate | null
  managerId: string | null
  delegateId: string | null
  version: number
}

/** A member of staff with what the roles allow: whoever gives a command. */
export type Member = Pick<Staff, 'id' | 'name' | 'email' | 'timeZone'> & {
  roles: readonly string[]
  /** Who is in a team with them, and they themselves. */
  team: readonly string[]
  may(capability: string): boolean
  reach(capability: string): Reach
  /** Whose records that reaches: what every list, look-up and card narrows by. */
  owners(capability: string): Owners
}

export function makeMember(
  person: Pick<Staff, 'id' | 'name' | 'email' | 'timeZone'>,
  roles: readonly { name: string; capabilities: readonly string[] }[],
  teammates: readonly string[] = [],
): Member {
  const granted = new Set(roles.flatMap((role) => role.capabilities))
  const team = [...new Set([person.id, ...teammates])]
  const reached: Record<Reach, Owners> = {
    all: 'all',
    team,
    own: [person.id],
    none: [],
  }
  return {
    ...person,
    roles: roles.map((role) => role.name),
    team,
    may: (capability) => reachOf(granted, capability) !== 'none',
    reach: (capability) => reachOf(granted, capability),
    owners: (capability) => reached[reachOf(granted, capability)],
  }
}

/** An address as staff are stored and found by: trimmed, lower case. Tags stay, since two people may share a mailbox by tag. */
export function staffEmail(text: string): string {
  const email = text.trim().toLowerCase()
  if (!/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(email))
    throw invalid(`"${text}" is not an email address: write it like dana@example.com.`)
  return email
}

/** An IANA zone as the runtime knows it. */
export function checkTimeZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    throw invalid(`"${zone}" is not a time zone: write it like Europe/Berlin or America/New_York.`)
  }
}
