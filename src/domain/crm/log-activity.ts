import type { Tx } from '../../db/in-workspace.js'
import { invalid } from '../../lib/errors.js'
import { checkBody, type NewActivity } from './activity.js'
import { insertActivity } from './activity-store.js'

/** Puts a note, call or meeting on exactly one record, in the actor's name; answers its id. */
export async function logActivity(tx: Tx, activity: NewActivity): Promise<string> {
  const body = checkBody(activity.body)
  if (!body.ok) throw invalid(body.problem)
  return insertActivity(tx, { ...activity, body: body.value })
}
