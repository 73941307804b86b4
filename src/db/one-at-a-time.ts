import type { Tx } from './in-workspace.js'

/**
 * Of those who do the same in a company at the same moment, one does it at a time: the second waits here until the first one's transaction
 * ends, and sees what came of it. `what` is everything that must not meet: "payment-runs", "meeting <uid>".
 */
export async function oneAtATime({ prisma, scope }: Tx, what: string): Promise<void> {
  const key = `daybook ${scope.workspaceId} ${what}`
  await prisma.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}
