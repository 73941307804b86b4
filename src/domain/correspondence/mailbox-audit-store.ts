import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Prisma } from '../../generated/prisma/client.js'

/** One folder, in numbers; `problem`: why its server would not open it. */
export type AuditedFolder = {
  folder: string
  server: number
  stored: number
  missing: number
  extra: number
  /** Set aside, by reason. */
  skipped: Readonly<Record<string, number>>
  /** Before the day that the mailbox is followed from. */
  older: number
  problem: string | null
}

/** `named`: of what is missing or extra the first few, by folder and UID. */
export type AuditResult = { folders: readonly AuditedFolder[]; named: readonly string[] }

export type KeptAudit = {
  id: string
  mailboxId: string
  state: 'asked' | 'done' | 'failed'
  result: AuditResult | null
  problem: string | null
  createdAt: Date
  finishedAt: Date | null
}

const columns = ({ sql }: SqlScope) => sql`
  a.id, a.mailbox_id as "mailboxId", a.state, a.result, a.problem, a.created_at as "createdAt", a.finished_at as "finishedAt"`

/** The newest audit of each mailbox that has one. */
export const listLastAudits = (read: SqlScope, mailboxIds: readonly string[]): Promise<KeptAudit[]> => read.sql<
  KeptAudit[]
>`
  select distinct on (a.mailbox_id) ${columns(read)} from mailbox_audit a
   where a.workspace_id = ${read.scope.workspaceId} and a.mailbox_id = any(${mailboxIds as string[]}::uuid[])
   order by a.mailbox_id, a.id desc`

export async function findAudit(read: SqlScope, id: string): Promise<KeptAudit | null> {
  const [row] = await read.sql<KeptAudit[]>`
    select ${columns(read)} from mailbox_audit a where a.workspace_id = ${read.scope.workspaceId} and a.id = ${id}`
  return row ?? null
}

/** Asks a worker to compare a mailbox with its server (`mailbox.audit`); who asked is told the answer. */
export async function askAudit(tx: Tx, mailboxId: string): Promise<string> {
  const { workspaceId, actorId, via } = tx.scope
  const id = tx.newId()
  await tx.prisma.mailboxAudit.create({ data: { workspaceId, id, mailboxId, askedById: actorId } })
  await tx.outbox('mailbox.audit', { auditId: id, askedBy: actorId, via })
  return id
}

export const saveAudit = (tx: Tx, id: string, found: { result: AuditResult } | { problem: string }) =>
  tx.prisma.mailboxAudit.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id },
    data: {
      finishedAt: tx.now,
      ...('result' in found
        ? { state: 'done', result: found.result as unknown as Prisma.InputJsonObject }
        : { state: 'failed', problem: found.problem }),
    },
  })
