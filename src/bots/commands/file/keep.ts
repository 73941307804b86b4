import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { lockFiles } from '../../../domain/correspondence/attachment-store.js'
import { attachFile } from '../../../domain/payables/attach-file.js'
import { type BillFile, type GivenFile, type KeepBytes, typeOf } from '../../../domain/payables/bill-file.js'
import { listFiles } from '../../../domain/payables/bill-file-store.js'
import { notAsNamed } from '../../../domain/payables/file-content.js'
import { invalid, notFound, refused } from '../../../lib/errors.js'
import type { CommandContext } from '../define-command.js'
import { type OpenedFile, openFile } from '../files.js'
import type { RecordRef } from '../params.js'

/** Keeps bytes where no sweep takes them before this transaction has noted them. Throws `refused` where nothing can be kept. */
export function keepIn({ kept, scope }: CommandContext, tx: Tx): KeepBytes {
  if (!kept) throw refused('Files can’t be kept from here. Send it in Slack, or name its path in the terminal.')
  return async (bytes) => {
    await lockFiles(sqlInTx(tx), 'shared')
    return kept.put(scope.workspaceId, bytes)
  }
}

export const givenFile = ({ name, bytes }: OpenedFile): GivenFile => ({ name, bytes, contentType: typeOf(name) })

/** One that is to prove a bill or an expense. Throws `invalid` for what is not what its name says. */
export function proof(file: OpenedFile): GivenFile {
  const given = givenFile(file)
  const problem = notAsNamed(given)
  if (problem !== null) throw invalid(problem)
  return given
}

/** Puts on a document what was sent before, or else the file that comes with these words. */
export async function attachGiven(
  context: CommandContext,
  tx: Tx,
  billId: string,
  { sent, path }: { sent?: RecordRef | undefined; path?: string | undefined },
): Promise<BillFile> {
  if (!sent) {
    const given = proof(await openFile(context.files, path))
    return (await attachFile(tx, billId, { given, keep: keepIn(context, tx) })).file
  }
  const [kept] = await listFiles(sqlInTx(tx), { ids: [sent.id] })
  if (!kept) throw notFound('There is no such file.', { id: sent.id })
  return (await attachFile(tx, billId, { kept })).file
}
