import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { findStaffBySlackUser } from '../../domain/people/staff-store.js'
import { findWorkspaceByRoute } from '../../domain/people/workspace-store.js'
import type { Who } from '../commands/request.js'

/** Who somebody in Slack is to us: the member of staff they are verified as, with their time zone. */
export type SlackPerson = { who: Who; timeZone: string; name: string }

/** The workspace that a Slack team belongs to, or null. */
export const workspaceOfTeam = (db: Database, teamId: string): Promise<string | null> =>
  findWorkspaceByRoute(db, 'slack-team', teamId)

const asSlack = (workspaceId: string): Scope => ({ workspaceId, actorId: null, via: 'slack' })

/** Null for guests, other organisations' people and anybody whose link is not verified: they get nothing. */
export const personOfUser = (db: Database, workspaceId: string, slackUserId: string): Promise<SlackPerson | null> =>
  readWorkspace(db, asSlack(workspaceId), (read) => findPerson(read, slackUserId))

/** The same, where a transaction is open already. */
export async function findPerson(read: SqlScope, slackUserId: string): Promise<SlackPerson | null> {
  const { workspaceId } = read.scope
  const staff = await findStaffBySlackUser(read, slackUserId)
  return staff && { who: { workspaceId, staffId: staff.id, via: 'slack' }, timeZone: staff.timeZone, name: staff.name }
}
