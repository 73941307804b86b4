import { mayGive } from '../bots/commands/signal/signal-actions.js'
import type { SqlScope } from '../db/sql-workspace.js'
import { listMemberships } from '../domain/people/membership-store.js'
import type { JobContext } from './define-job.js'
import type { SignalReader } from './signal-message.js'

/** Whoever reads a message, with the commands that they may give: a button that would be refused is no button. */
export async function signalReader(
  { services }: JobContext,
  read: SqlScope,
  staffId: string | null,
): Promise<SignalReader> {
  const [found] = staffId === null ? [] : await listMemberships(read, [staffId])
  return { id: staffId, may: mayGive(services.catalog, found?.member) }
}
