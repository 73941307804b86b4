import { no, ok, type Result } from '../../lib/result.js'
import { sizeText } from '../../lib/text.js'

/** A file that goes to the customer with a reply. */
export type ReplyFile = {
  id: string
  filename: string
  contentType: string
  sizeBytes: number
  /** SHA-256 of its bytes, hex: its name among the kept files. */
  contentHash: string
}

/** A mail is a third larger than what is in it, and many servers take 25 MB. */
const MOST_BYTES = 15 * 1024 * 1024
const MOST_FILES = 10

/** Whether a mail can carry them. */
export function sendable<T extends { name: string; bytes: Uint8Array }>(files: readonly T[]): Result<readonly T[]> {
  const empty = files.find(({ bytes }) => bytes.length === 0)
  if (empty) return no(`${empty.name} is empty.`)
  if (files.length > MOST_FILES) return no(`A reply carries ${MOST_FILES} files at most; these are ${files.length}.`)
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (size > MOST_BYTES)
    return no(`That is ${sizeText(size)}; a mail carries ${sizeText(MOST_BYTES)}. Send a link to what is larger.`)
  return ok(files)
}
