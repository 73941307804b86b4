import type { Database } from '../../db/database.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { findStaffBySlackUser } from '../../domain/people/staff-store.js'
import type { Who } from '../commands/request.js'

/** Who somebody in Slack is to us: the member of staff they are verified as, with their time zone. */
export type SlackPerson = { who: Who; timeZone: string; name: string }

/** The workspace that a Slack team belongs to, or null. */
export async function workspaceOfTeam(db: Database, teamId: string): Promise<string | null> {
  const [row] = await db.reader<{ workspaceId: string }[]>`
    select workspace_id as "workspaceId" from routing.workspace_route where kind = 'slack_team' and key = ${teamId}`
  return row?.workspaceId ?? null
}

/** Null for guests, other organisations' people and anybody whose link is not verified: they get nothing. */
export async function personOfUser(
  db: Database,
  workspaceId: string,
  slackUserId: string,
): Promise<SlackPerson | null> {
  const staff = await readWorkspace(db, { workspaceId, actorId: null, via: 'slack' }, (read) =>
    findStaffBySlackUser(read, slackUserId),
  )
  return staff && { who: { workspaceId, staffId: staff.id, via: 'slack' }, timeZone: staff.timeZone, name: staff.name }
}
