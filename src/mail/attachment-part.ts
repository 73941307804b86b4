import type { MailPart } from './mail-parts.js'

/** What an attachment's row says of its part. */
export type PartOfMail = { filename: string; sizeBytes: number; partPath: string }

/**
 * The part that a row names. Two readers of odd mail may count parts differently, so a name with the right size counts
 * before a place alone.
 */
export const findPart = (parts: readonly MailPart[], row: PartOfMail): MailPart | undefined =>
  parts.find(({ partPath, filename }) => partPath === row.partPath && filename === row.filename) ??
  parts.find(({ filename, content }) => filename === row.filename && content.length === row.sizeBytes) ??
  parts.find(({ partPath }) => partPath === row.partPath)
