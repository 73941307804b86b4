import type { Tx } from '../../../db/in-workspace.js'
import type { NewEvidence } from '../../../domain/close/evidence-store.js'
import { MOST_BYTES } from '../../../domain/payables/bill-file.js'
import { invalid } from '../../../lib/errors.js'
import type { CommandContext } from '../define-command.js'
import { givenFile, keepIn } from '../file/keep.js'
import type { OpenedFile } from '../files.js'

/** Keeps a file and says what it is as evidence. Throws `invalid` for an empty or too large one. */
export async function keepAsEvidence(
  context: CommandContext,
  tx: Tx,
  file: OpenedFile,
  title?: string,
): Promise<NewEvidence> {
  const given = givenFile(file)
  if (given.bytes.length === 0) throw invalid(`${given.name} is empty.`)
  if (given.bytes.length > MOST_BYTES) throw invalid(`${given.name} is larger than ${MOST_BYTES / 1024 / 1024} MB.`)
  const contentHash = await keepIn(context, tx)(given.bytes)
  const { contentType, bytes, name } = given
  return { kind: 'file', title: title ?? name, contentType, sizeBytes: bytes.length, contentHash }
}
