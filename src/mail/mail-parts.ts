import { simpleParser } from 'mailparser'
import { limits } from './limits.js'
import { type RawHeaders, rawHeaders } from './message-headers.js'

export type MailPart = {
  filename: string
  contentType: string
  /** RFC 3501 §6.4.5, as the attachment's row names it. */
  partPath: string
  contentId: string | null
  content: Buffer
}

/** A mail taken apart, attachments and all: for the few that are looked into (reports, invitations, what somebody opens). */
export type MailParts = { headers: RawHeaders; text: string; html: string | null; parts: readonly MailPart[] }

/** Takes a mail of at most `limits.messageBytes` apart. Throws what the parser throws for one that filing set aside. */
export async function mailParts(bytes: Buffer): Promise<MailParts> {
  const mail = await simpleParser(bytes, {
    skipTextToHtml: true,
    keepCidLinks: true,
    keepDeliveryStatus: true,
    maxHeadSize: limits.headerBytes,
    maxChildNodes: limits.parts,
    maxHtmlLengthToParse: limits.htmlChars,
  })
  return {
    headers: rawHeaders(mail.headerLines ?? []),
    text: mail.text ?? '',
    html: typeof mail.html === 'string' ? mail.html : null,
    parts: mail.attachments.map((part) => ({
      filename: part.filename ?? '',
      contentType: part.contentType.toLowerCase(),
      partPath: (part as { partId?: string }).partId ?? '1',
      contentId: part.cid ?? null,
      content: part.content,
    })),
  }
}
