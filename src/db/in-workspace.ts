import type { Prisma } from '../generated/prisma/client.js'
import type { Database } from './database.js'
import type { Scope } from './scope.js'
import { fromDatabase } from './sqlstate.js'

/** A business transaction: records change through `prisma`, errands go to the outbox in the same commit. */
export type Tx = {
  readonly prisma: Prisma.TransactionClient
  readonly scope: Scope
  /** The transaction's one instant. */
  readonly now: Date
  newId(): string
  /** Writes an outbox row: `kind` names the job, `data` its payload; it exists if and only if this transaction commits. */
  outbox(kind: string, data: Record<string, unknown>, dueAt?: Date): Promise<void>
}

/**
 * Runs one business transaction inside a workspace's wall: row-level security and audit triggers read the settings made
 * here. Deferred constraints are checked before COMMIT, so that a violation arrives with its SQLSTATE (a deferred violation
 * at COMMIT comes through both drivers without one). Throws `AppError`.
 */
export async function inWorkspace<T>(db: Database, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  let wroteOutbox = false
  try {
    const result = await db.prisma.$transaction(
      async (prisma) => {
        const now = db.clock.now()
        await prisma.$executeRaw`select set_config('daybook.workspace', ${scope.workspaceId}, true),
          set_config('daybook.actor', ${scope.actorId ?? ''}, true), set_config('daybook.via', ${scope.via}, true),
          set_config('daybook.reference', ${scope.reference ?? ''}, true), set_config('daybook.now', ${now.toISOString()}, true)`
        const outbox: Tx['outbox'] = async (kind, data, dueAt) => {
          wroteOutbox = true
          await prisma.outbox.create({
            data: {
              workspaceId: scope.workspaceId,
              id: db.ids.next(),
              kind,
              data: data as Prisma.InputJsonObject,
              dueAt: dueAt ?? now,
            },
          })
        }
        const value = await work({ prisma, scope, now, newId: () => db.ids.next(), outbox })
        await prisma.$executeRaw`set constraints all immediate`
        return value
      },
      { maxWait: 10_000, timeout: 30_000 },
    )
    if (wroteOutbox) db.poke()
    return result
  } catch (thrown) {
    throw fromDatabase(thrown)
  }
}
