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
  filename: cleanLine(part.filename ?? '', 255),
  contentType: cleanLine(part.contentType, 127).toLowerCase() || 'application/octet-stream',
  sizeBytes: part.sizeBytes,
  partPath: part.partId ?? '1',
  contentId: part.contentId ? cleanLine(part.contentId, 255) : null,
})
