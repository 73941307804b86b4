import type { Tx } from '../../db/in-workspace.js'
import type { Account } from './account.js'
import { getAccount } from './account-store.js'

/** Says who answers for an account. Throws `not_found`. */
export async function setAccountOwner(
  tx: Tx,
  code: string,
  ownerId: string | null,
): Promise<{ account: Account; before: { name: string; email: string } | null }> {
  const account = await getAccount(tx, { code })
  const where = { id: account.id }
  const { owner } = await tx.prisma.account.findFirstOrThrow({ where, select: { owner: true } })
  await tx.prisma.account.updateMany({ where, data: { ownerId } })
  return { account, before: owner && { name: owner.name, email: owner.email } }
}
