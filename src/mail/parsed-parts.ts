import type { HeaderLines, Headers } from 'mailparser'
import type { ParsedAttachment } from '../domain/correspondence/parsed-message.js'

/** A mail taken apart: its own headers, decoded and raw, what it carries, and the text of its text parts. */
export type ParsedParts = {
  headers: Headers
  headerLines: HeaderLines
  attachments: readonly ParsedAttachment[]
  text: string
}
