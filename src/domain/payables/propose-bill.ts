import type { Tx } from '../../db/in-workspace.js'
import { keepFile } from './attach-file.js'
import type { GivenFile, KeepBytes } from './bill-file.js'
import { insertProposal } from './bill-proposal-store.js'
import { findByNumber } from './bill-store.js'
import type { ReceivedDocument } from './received-document.js'

/** What a mail brings: an e-invoice as it was read, or only files; the files that belong to it, the one it was read from first. */
export type FoundBill = {
  document: ReceivedDocument | null
  problem: string | null
  files: readonly [GivenFile, ...GivenFile[]]
}

/**
 * Notes what a supplier's mail brings, once a mail and file: nothing is entered until a person says so. Null where it was proposed, or
 * entered by its number, before.
 */
export async function proposeBill(
  tx: Tx,
  keep: KeepBytes,
  from: { companyId: string; messageId: string },
  { document, problem, files }: FoundBill,
): Promise<string | null> {
  const { companyId, messageId } = from
  if (document && (await findByNumber(tx, { companyId, kind: document.kind, number: document.number }))) return null
  const sourceHash = await keep(files[0].bytes)
  const id = await insertProposal(tx, { ...from, sourceHash, document, problem })
  if (id === null) return null
  for (const file of files) await keepFile(tx, keep, file, { proposalId: id, messageId })
  return id
}
