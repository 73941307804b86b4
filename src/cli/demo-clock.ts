import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '../db/database.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { getWorkspace, listWorkspaces } from '../domain/people/workspace-store.js'
import { shiftedClock } from '../lib/clock.js'

/**
 * The demo's company lives on a day of its own, which its home says in `demo.json`: a line that is given there is given on that day, as
 * it is in the chat. Only where every company is simulated; a real one's time is the machine's, whatever lies beside it.
 */
export async function onDemoDay(db: Database, home: string): Promise<Database> {
  const aheadMs = await demoAheadMs(home)
  if (aheadMs === 0) return db
  for (const { id } of await listWorkspaces(db)) {
    const { simulated } = await readWorkspace(db, { workspaceId: id, actorId: null, via: 'terminal' }, getWorkspace)
    if (!simulated) return db
  }
  return { ...db, clock: shiftedClock(db.clock, aheadMs) }
}

async function demoAheadMs(home: string): Promise<number> {
  const text = await readFile(path.join(home, 'demo.json'), 'utf8').catch(() => '{}')
  const { clockOffsetMs } = JSON.parse(text) as { clockOffsetMs?: number }
  return clockOffsetMs ?? 0
}
