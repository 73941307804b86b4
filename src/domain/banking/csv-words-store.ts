import type { Tx } from '../../db/in-workspace.js'
import { findBankAccounts } from './bank-account-store.js'

/** How a CSV of the bank is read, as somebody said it: its columns, its decimal sign, its dates. */
export type CsvWords = { map?: string | undefined; decimal?: string | undefined; dates?: string | undefined }

/** What was said of the last CSV of an account; without one, of the only account there is. */
export async function keptCsvWords(tx: Tx, bankAccountId: string | undefined): Promise<CsvWords> {
  const [only, second] = bankAccountId === undefined ? await findBankAccounts(tx) : []
  const id = bankAccountId ?? (second ? undefined : only?.id)
  if (id === undefined) return {}
  const row = await tx.prisma.bankAccount.findFirst({
    where: { workspaceId: tx.scope.workspaceId, id },
    select: { csvWords: true },
  })
  return (row?.csvWords ?? {}) as CsvWords
}

/** Keeps it for the next one. */
export async function saveCsvWords(tx: Tx, id: string, words: CsvWords): Promise<void> {
  const csvWords = Object.fromEntries(Object.entries(words).filter(([, word]) => word !== undefined))
  await tx.prisma.bankAccount.updateMany({ where: { workspaceId: tx.scope.workspaceId, id }, data: { csvWords } })
}
