import { clip } from '../../lib/text.js'

/** A file that somebody brings, or that a mail brought. */
export type GivenFile = { name: string; contentType: string; bytes: Uint8Array }

/** A file that proves a bill or an expense. */
export type BillFile = {
  id: string
  /** FILE-12. */
  ref: string
  filename: string
  contentType: string
  sizeBytes: number
  contentHash: string
  billId: string | null
  /** The thread of the mail that brought it. */
  thread: string | null
  messageId: string | null
  version: number
}

/** Keeps bytes under their SHA-256 (hex), on disk when it answers; whoever calls holds the files' lock until it is noted. */
export type KeepBytes = (bytes: Uint8Array) => Promise<string>

/** What one file of a bill may hold; photographs of receipts have a few megabytes. */
export const MOST_BYTES = 32 * 1024 * 1024

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  xml: 'application/xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  heic: 'image/heic',
}

/** The name that a file is kept under. */
export const keptName = (name: string): string => clip(name.trim(), 200) || 'file'

/** By the ending of its name: what whoever sends it says of it is anything. */
export const typeOf = (filename: string): string =>
  TYPES[/\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'
