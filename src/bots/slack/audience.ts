import type { webApi } from '@slack/bolt'
import type { Database } from '../../db/database.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { listMemberships } from '../../domain/people/membership-store.js'
import { findStaffBySlackUsers } from '../../domain/people/staff-store.js'
import { isElsewhere } from './errors.js'

/** Who reads what stands in a conversation: members of staff, and whoever is not known to be one. */
export type Audience = { staffIds: readonly string[]; strangers: readonly string[] }

/** More than this is nobody's circle: it is not looked through while somebody waits. */
const MOST_MEMBERS = 1_000
const PAGE = 200

/** Why it is not known who they are: a sentence, and what to do. */
export type Unseen = { why: string }

/** Everybody in a conversation but the app, or why that can't be said. Throws Slack's own troubles. */
export async function audienceOf(
  db: Database,
  client: webApi.WebClient,
  { workspaceId, channel, botUserId }: { workspaceId: string; channel: string; botUserId: string },
): Promise<Audience | Unseen> {
  const members = await membersOf(client, channel)
  if ('why' in members) return members
  const people = members.filter((id) => id !== botUserId)
  const staff = await readWorkspace(db, { workspaceId, actorId: null, via: 'slack' }, (read) =>
    findStaffBySlackUsers(read, people),
  )
  const known = new Map(staff.map(({ id, slackUserId }) => [slackUserId, id]))
  return {
    staffIds: people.flatMap((user) => known.get(user) ?? []),
    strangers: people.filter((user) => !known.has(user)),
  }
}

const AWAY: Unseen = { why: 'I can’t see who is in this channel. Invite me first: `/invite @Daybook`.' }
const TOO_MANY: Unseen = {
  why: `More than ${MOST_MEMBERS.toLocaleString('en')} people are in this channel, and I don’t look through so many. Take a smaller one.`,
}

async function membersOf(client: webApi.WebClient, channel: string): Promise<string[] | Unseen> {
  const members: string[] = []
  let cursor = ''
  do {
    const page = await client.conversations
      .members({ channel, limit: PAGE, ...(cursor ? { cursor } : {}) })
      .catch((error: unknown) => {
        if (isElsewhere(error)) return null
        throw error
      })
    if (!page) return AWAY
    members.push(...(page.members ?? []))
    if (members.length > MOST_MEMBERS) return TOO_MANY
    cursor = page.response_metadata?.next_cursor ?? ''
  } while (cursor)
  return members
}

/** The names of those who may not see everything that the capability is about. */
export async function lacking(
  db: Database,
  workspaceId: string,
  { staffIds, needs }: { staffIds: readonly string[]; needs: string },
): Promise<string[]> {
  const memberships = await readWorkspace(db, { workspaceId, actorId: null, via: 'slack' }, (read) =>
    listMemberships(read, staffIds),
  )
  return memberships.filter(({ member }) => member.reach(needs) !== 'all').map(({ member }) => member.name)
}
