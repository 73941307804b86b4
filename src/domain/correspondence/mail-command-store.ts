import { bulkOutbox } from '../../db/bulk-outbox.js'
import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { dateIn } from '../../lib/dates.js'
import type { Ids } from '../../lib/ids.js'
import { commandKey, type MailCommand } from './mail-command.js'

/** `begun`: it is being done; `answer`: a reply as JSON, once there is one that must not be made a second time. */
type Progress = { begun: boolean; answer: unknown }

export type TakenCommand = MailCommand & Progress & { id: string; handledAt: Date | null }

const SOURCE = 'mail'

/** Takes mails to the assistant, each once (by its Message-ID), with the errand that answers them (`mail.command`). */
export async function insertMailCommands(bulk: SqlScope, ids: Ids, commands: readonly MailCommand[]): Promise<void> {
  const { sql, scope, now } = bulk
  for (const command of commands) {
    const id = ids.next()
    const made = await sql`
      insert into inbound_event (workspace_id, id, source, event_key, payload)
      values (${scope.workspaceId}, ${id}, ${SOURCE}, ${commandKey(command, dateIn('UTC', now))}, ${sql.json(command as never)})
      on conflict (workspace_id, source, event_key) do nothing returning 1`
    if (made.length === 0) continue
    await bulkOutbox(bulk, ids, [{ kind: 'mail.command', data: { eventId: id } }])
  }
}

export async function findMailCommand({ sql, scope }: SqlScope, id: string): Promise<TakenCommand | null> {
  const [row] = await sql<{ payload: MailCommand & Partial<Progress>; handledAt: Date | null }[]>`
    select payload, handled_at as "handledAt" from inbound_event
     where workspace_id = ${scope.workspaceId} and id = ${id} and source = ${SOURCE}`
  if (!row) return null
  const { begun = false, answer = null, ...command } = row.payload
  return { ...command, begun, answer, id, handledAt: row.handledAt }
}

export async function noteProgress(
  tx: Tx,
  { id, ...command }: TakenCommand,
  progress: Partial<Progress>,
): Promise<void> {
  const { handledAt: _, ...payload } = { ...command, ...progress }
  await tx.prisma.inboundEvent.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id },
    data: { payload: payload as unknown as Prisma.InputJsonObject },
  })
}

export const noteAnswered = (tx: Tx, id: string) =>
  tx.prisma.inboundEvent.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, handledAt: null },
    data: { handledAt: tx.now },
  })
