import type { Tx } from '../../db/in-workspace.js'
import { notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { Account } from '../ledger/account.js'
import { getAccount } from '../ledger/account-store.js'

/** The account of costs that a word means: its code, its purpose (travel, software), its name or how that begins. */
export async function findCategory(tx: Tx, words: string): Promise<Account> {
  const { workspaceId } = tx.scope
  const accounts = await tx.prisma.account.findMany({
    where: { workspaceId, kind: 'expense', active: true },
    orderBy: { code: 'asc' },
  })
  const key = nameKey(words)
  const found =
    accounts.find(({ code }) => code === words.trim()) ??
    accounts.find(({ purpose }) => purpose === key) ??
    accounts.find((account) => account.nameKey === key) ??
    accounts.find((account) => account.nameKey.startsWith(key))
  if (found) return getAccount(tx, { id: found.id })
  const known = accounts.flatMap(({ purpose }) => (purpose !== null && COMMON.has(purpose) ? [purpose] : []))
  throw notFound(
    `I know no kind of cost called “${words}”. Try ${known.join(', ')}, or an account's code: \`account list\`.`,
  )
}

const COMMON = new Set(['travel', 'office', 'software', 'marketing', 'rent', 'insurance', 'professional-fees'])
