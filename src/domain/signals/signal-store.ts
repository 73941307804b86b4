import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { oneAtATime } from '../../db/one-at-a-time.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { Found, Settled } from './define-signal.js'
import { OPEN, type SignalState } from './signal.js'

/** Two that look at the same time find the same: the later one waits here, and sees what the earlier one has kept. */
export const lockSignal = (tx: Tx, name: string): Promise<void> => oneAtATime(tx, `signal ${name}`)

/** When each of these subjects was found last. */
export async function lastFound(tx: Tx, name: string, subjects: readonly string[]): Promise<Map<string, Date>> {
  const rows = await tx.prisma.signal.groupBy({
    by: ['subject'],
    where: { workspaceId: tx.scope.workspaceId, name, subject: { in: [...subjects] } },
    _max: { foundAt: true },
  })
  return new Map(rows.flatMap(({ subject, _max }) => (_max.foundAt ? [[subject, _max.foundAt]] : [])))
}

/** How many of a signal each person is still to be told of. */
export async function countUntold(tx: Tx, name: string): Promise<Map<string | null, number>> {
  const rows = await tx.prisma.signal.groupBy({
    by: ['ownerId'],
    where: { workspaceId: tx.scope.workspaceId, name, state: 'found' },
    _count: true,
  })
  return new Map(rows.map(({ ownerId, _count }) => [ownerId, _count]))
}

/** Its id; null when this occurrence was found before. */
export async function insertSignal(
  tx: Tx,
  name: string,
  { companyId, facts = [], buttons, ...found }: Found & { staffId: string | null },
): Promise<string | null> {
  const { workspaceId } = tx.scope
  const { subject, occurrence } = found
  const known = await tx.prisma.signal.count({ where: { workspaceId, name, subject, occurrence } })
  if (known > 0) return null
  const id = tx.newId()
  const ref = await nextRef(tx, 'signal', 'SIG')
  await tx.prisma.signal.create({
    data: {
      ...found,
      workspaceId,
      id,
      ref,
      name,
      aboutCompany: companyId,
      facts: facts.map((fact) => [...fact]),
      buttons: buttons.map((button) => ({ ...button })),
      foundAt: tx.now,
    },
  })
  return id
}

/** Somebody else is to be told of one that nobody was told of yet. */
export const giveSignal = (tx: Tx, id: string, staffId: string | null) =>
  tx.prisma.signal.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, state: 'found' },
    data: { staffId, toldIn: null },
  })

/** These go into the message of an errand; one that is in another's already stays there. */
export const takeSignals = (tx: Tx, ids: readonly string[], toldIn: string) =>
  tx.prisma.signal.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id: { in: [...ids] }, state: 'found', toldIn: null },
    data: { toldIn },
  })

/** The message stands in the chat, or the mail went out. */
export const noteShown = (tx: Tx, toldIn: string) =>
  tx.prisma.signal.updateMany({
    where: { workspaceId: tx.scope.workspaceId, toldIn, state: 'found' },
    data: { state: 'shown', shownAt: tx.now },
  })

/** The message could not go out: another one may take them. */
export const releaseSignals = (tx: Tx, toldIn: string) =>
  tx.prisma.signal.updateMany({
    where: { workspaceId: tx.scope.workspaceId, toldIn, state: 'found' },
    data: { toldIn: null },
  })

/** False when it had ended already. */
export async function endSignal(
  tx: Tx,
  id: string,
  { state, said, forget }: { state: Exclude<SignalState, 'found' | 'shown'>; said: string } & Pick<Settled, 'forget'>,
): Promise<boolean> {
  const { count } = await tx.prisma.signal.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, state: { in: [...OPEN] } },
    data: {
      state,
      settledAt: tx.now,
      outcome: said,
      ...(forget && { headline: said, why: '', facts: [], buttons: [] }),
    },
  })
  return count === 1
}

/** Some that were dismissed or muted wait again, as they did before. Answers which. */
export async function reopenSignals(tx: Tx, which: { id: string } | { mutedBy: string; at: Date }): Promise<string[]> {
  const { sql, scope } = sqlInTx(tx)
  const meant =
    'id' in which
      ? sql`id = ${which.id}::uuid and state = 'dismissed'`
      : sql`staff_id = ${which.mutedBy}::uuid and state = 'muted' and settled_at = ${which.at}`
  const rows = await sql<{ id: string }[]>`
    update signal set state = case when shown_at is null then 'found' else 'shown' end, settled_at = null, outcome = null
     where workspace_id = ${scope.workspaceId}::uuid and ${meant} returning id::text`
  return rows.map(({ id }) => id)
}
