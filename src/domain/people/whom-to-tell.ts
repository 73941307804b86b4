import type { SqlScope } from '../../db/sql-workspace.js'
import type { Staff } from './staff.js'
import { findStaffByIds, listStaff } from './staff-store.js'

/** Who can put right what went wrong with an invoice, when its owner can't be reached. */
const INSTEAD = ['finance', 'controller', 'admin'] as const

/** The Slack users to tell about something: its owner; else everybody of the first of those roles in which somebody is in Slack. */
export async function whomToTell(read: SqlScope, ownerId: string | null): Promise<string[]> {
  const owner = inSlack(await findStaffByIds(read, ownerId === null ? [] : [ownerId]))
  if (owner.length > 0) return owner
  for (const role of INSTEAD) {
    const holders = inSlack(await listStaff(read, { role }))
    if (holders.length > 0) return holders
  }
  return []
}

const inSlack = (staff: readonly Staff[]): string[] =>
  staff.flatMap(({ active, slackUserId }) => (active && slackUserId !== null ? [slackUserId] : []))
