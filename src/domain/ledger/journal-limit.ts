import type { Tx } from '../../db/in-workspace.js'
import { saveSettings } from '../people/workspace-store.js'
import type { NewEntry } from './entry.js'

/** Where a workspace's settings keep it. */
export const JOURNAL_LIMIT = 'journalLimitMinor'

/** Entries by hand above this, in the base currency, need a second person; null: none does. */
export async function getJournalLimit(tx: Tx): Promise<bigint | null> {
  const { settings } = await tx.prisma.workspace.findUniqueOrThrow({ where: { id: tx.scope.workspaceId } })
  const kept = (settings as Record<string, unknown>)[JOURNAL_LIMIT]
  return typeof kept === 'string' ? BigInt(kept) : null
}

export const putJournalLimit = (tx: Tx, limitMinor: bigint | null): Promise<void> =>
  saveSettings(tx, { [JOURNAL_LIMIT]: limitMinor === null ? null : limitMinor.toString() })

/** The sum of its debits in the base currency. */
export const debitsOf = ({ postings }: Pick<NewEntry, 'postings'>): bigint =>
  postings.reduce((sum, { amount, baseMinor }) => {
    const minor = baseMinor ?? amount.minor
    return minor > 0n ? sum + minor : sum
  }, 0n)
