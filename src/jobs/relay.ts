import type { Database } from '../db/database.js'
import type { QueueHandle } from './queue.js'

/** Postgres channel on which a committed outbox row is announced; the poll finds what an announcement missed. */
const CHANNEL = 'daybook_outbox'
const BATCH = 500

export type RelayOptions = {
  db: Database
  queue: QueueHandle
  /** How often to look without being poked, ms. */
  pollMs?: number
  /** A row that was offered this long ago and is still open is offered again: its job was lost, or failed for good. */
  staleMs?: number
}

export type Relay = { stop(): Promise<void> }

/**
 * Announces committed outbox rows from a connection of its own, at most once in `debounceMs`: a NOTIFY inside business
 * transactions would serialise every commit of the server.
 */
export function pokeAfterCommit(db: Database, debounceMs = 5): void {
  let timer: NodeJS.Timeout | undefined
  db.poke = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      db.sql.notify(CHANNEL, '').catch((error: unknown) => db.log.debug({ err: error }, 'outbox poke'))
    }, debounceMs).unref()
  }
}

/** Offers open outbox rows to the queue until stopped. Several relays may run: each row is taken by one. */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { db, queue } = options
  const pollMs = options.pollMs ?? 1_000
  const staleMs = options.staleMs ?? 30_000
  let stopped = false
  let wake: () => void = () => undefined
  let poked = false
  const poke = () => {
    poked = true
    wake()
  }
  const listening = await db.sql.listen(CHANNEL, poke)

  const idle = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const loop = async () => {
    while (!stopped) {
      poked = false
      const offered = await offerOnce(db, queue, staleMs).catch((error: unknown) => {
        db.log.warn({ err: error }, 'outbox relay; will try again')
        return 0
      })
      if (offered < BATCH && !poked && !stopped) await idle()
    }
  }
  const running = loop()
  return {
    stop: async () => {
      stopped = true
      wake()
      await listening.unlisten().catch(() => undefined)
      await running
    },
  }
}

/** Takes what is due and offers it; the number of rows offered. A crash after the commit heals by `staleMs`. */
export async function offerOnce(db: Database, queue: QueueHandle, staleMs: number): Promise<number> {
  const now = db.clock.now()
  const rows = await db.sql<{ outboxId: string; workspaceId: string; again: boolean }[]>`
    with taken as (
      select outbox_id, offered_at from routing.outbox_ref
      where due_at <= ${now} and (offered_at is null or offered_at < ${new Date(now.getTime() - staleMs)})
      order by due_at limit ${BATCH} for update skip locked)
    update routing.outbox_ref r set offered_at = ${now} from taken t where r.outbox_id = t.outbox_id
    returning r.outbox_id as "outboxId", r.workspace_id as "workspaceId", t.offered_at is not null as again`
  if (rows.length === 0) return 0
  try {
    await queue.offer(rows)
    // Adding an id that the queue still holds as failed does nothing, so that one is put back to work instead.
    for (const row of rows) if (row.again) await queue.revive(row.outboxId)
  } catch (error) {
    await makeStale(db, rows, new Date(now.getTime() - staleMs - 1))
    throw error
  }
  return rows.length
}

/** What could not be offered is offered at the next look, not only when its time has run out. */
async function makeStale(db: Database, rows: readonly { outboxId: string }[], offeredAt: Date): Promise<void> {
  const ids = rows.map((row) => row.outboxId)
  await db.sql`update routing.outbox_ref set offered_at = ${offeredAt} where outbox_id = any(${ids}::uuid[])`
}
