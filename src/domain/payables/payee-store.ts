import type { Tx } from '../../db/in-workspace.js'
import type { Party } from '../billing/settlement-item.js'
import type { Payee } from './payee.js'

/** What is paid to now, and the change that waits for a second person; either may be missing. */
export type Payees = { verified: Payee | null; proposed: Payee | null }

export async function findPayees(tx: Tx, party: Party): Promise<Payees> {
  const rows = await tx.prisma.payee.findMany({
    where: { workspaceId: tx.scope.workspaceId, ...keyOf(party), state: { in: ['verified', 'proposed'] } },
  })
  const of = (state: Payee['state']) => (rows.find((row) => row.state === state) as Payee | undefined) ?? null
  return { verified: of('verified'), proposed: of('proposed') }
}

export const findPayee = (tx: Tx, id: string): Promise<Payee | null> =>
  tx.prisma.payee.findFirst({ where: { workspaceId: tx.scope.workspaceId, id } }) as Promise<Payee | null>

export async function insertPayee(tx: Tx, payee: Omit<Payee, 'version'>): Promise<void> {
  await tx.prisma.payee.create({ data: { ...payee, workspaceId: tx.scope.workspaceId } })
}

export async function savePayeeState(tx: Tx, id: string, state: Payee['state']): Promise<void> {
  await tx.prisma.payee.updateMany({ where: { workspaceId: tx.scope.workspaceId, id }, data: { state } })
}

/** Whether we keep an account of this number, or did. */
export async function isOwnAccount(tx: Tx, number: string): Promise<boolean> {
  return (await tx.prisma.bankAccount.count({ where: { workspaceId: tx.scope.workspaceId, number } })) > 0
}

const keyOf = (party: Party) => (party.companyId ? { companyId: party.companyId } : { staffId: party.staffId ?? '' })
