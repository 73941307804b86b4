import type { ParsedAttachment } from '../domain/correspondence/parsed-message.js'
import { cleanLine } from './clean-text.js'

/** What a part that is no text says of itself, as its sender wrote it. */
export type PartFacts = {
  filename: string | undefined
  contentType: string
  /** RFC 3501 §6.4.5; null for a mail that has one part. */
  partId: string | null
  contentId: string | undefined
  sizeBytes: number
}

/** The same in lengths and characters that can be stored. */
export const describePart = (part: PartFacts): ParsedAttachment => ({
  filename: plainName(part.filename ?? ''),
  contentType: cleanLine(part.contentType, 127).toLowerCase() || 'application/octet-stream',
  sizeBytes: part.sizeBytes,
  partPath: part.partId ?? '1',
  contentId: part.contentId ? cleanLine(part.contentId, 255) : null,
})

/** A file's name without its sender's folders, and without the marks that make `exe.pdf` of a name that ends in `fdp.exe`. */
const plainName = (name: string): string =>
  cleanLine(name.replace(/[\u202a-\u202e\u2066-\u2069]/g, '').replace(/^.*[/\\]/s, ''), 255)
