import type { Tx } from '../../db/in-workspace.js'
import { notFound } from '../../lib/errors.js'
import { deleteActivity, findActivity } from './activity-store.js'

/** Removes a note or task that this person wrote; anybody else's looks as if it were not there. The audit keeps its text. */
export async function removeActivity(tx: Tx, id: string, byId: string): Promise<{ kind: string; body: string }> {
  const activity = await findActivity(tx, id)
  if (!activity || activity.byId !== byId) throw notFound('There is no such note of yours.', { activityId: id })
  await deleteActivity(tx, id)
  return { kind: activity.kind, body: activity.body }
}
