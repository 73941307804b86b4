import type { Tx } from '../../db/in-workspace.js'
import { Prisma } from '../../generated/prisma/client.js'
import { notFound } from '../../lib/errors.js'
import type { Approval, ApprovalState } from './approval.js'

export type NewApproval = Omit<Approval, 'state' | 'note' | 'solo' | 'decidedById' | 'decidedAt' | 'version'>

export async function insertApproval(tx: Tx, { proposal, ...approval }: NewApproval): Promise<void> {
  await tx.prisma.approval.create({
    data: {
      ...approval,
      workspaceId: tx.scope.workspaceId,
      proposal: proposal === null ? Prisma.DbNull : (proposal as Prisma.InputJsonValue),
    },
  })
}

export async function getApproval(tx: Tx, id: string): Promise<Approval> {
  const row = await tx.prisma.approval.findUnique({ where: keyOf(tx, id) })
  if (!row) throw notFound('There is no such approval.', { id })
  return { ...row, state: row.state as ApprovalState }
}

/** Locked until the end of the transaction: of two who decide at once the second meets what the first decided. */
export async function getApprovalForDecision(tx: Tx, id: string): Promise<Approval> {
  await tx.prisma
    .$queryRaw`select id from approval where workspace_id = ${tx.scope.workspaceId}::uuid and id = ${id}::uuid for update`
  return getApproval(tx, id)
}

/** The open question about something, if there is one. */
export async function findAsked(tx: Tx, kind: string, subject: string): Promise<Approval | null> {
  const { workspaceId } = tx.scope
  const row = await tx.prisma.approval.findFirst({ where: { workspaceId, kind, subject, state: 'asked' } })
  return row && { ...row, state: 'asked' }
}

/** Open questions whose time is over. */
export async function listOverdueApprovals(tx: Tx): Promise<Approval[]> {
  const rows = await tx.prisma.approval.findMany({
    where: { workspaceId: tx.scope.workspaceId, state: 'asked', expiresAt: { lte: tx.now } },
    orderBy: { expiresAt: 'asc' },
  })
  return rows.map((row) => ({ ...row, state: 'asked' }))
}

export type Answer = {
  state: Exclude<ApprovalState, 'asked'>
  note?: string | null
  decidedById?: string
  solo?: boolean
  limitMinor?: bigint | null
}

export async function saveAnswer(tx: Tx, id: string, answer: Answer): Promise<void> {
  const decidedAt = answer.decidedById ? tx.now : null
  await tx.prisma.approval.update({ where: keyOf(tx, id), data: { ...answer, decidedAt } })
}

const keyOf = (tx: Tx, id: string) => ({ workspaceId_id: { workspaceId: tx.scope.workspaceId, id } })
