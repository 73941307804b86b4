import { type AttachmentStream, MailParser, type MessageText } from 'mailparser'
import type { ParsedAttachment } from '../domain/correspondence/parsed-message.js'
import { describePart } from './describe-part.js'
import { htmlToText, isLongHtml } from './html-text.js'
import { limits } from './limits.js'
import type { ParsedParts } from './parsed-parts.js'

/**
 * Takes any mail apart, with every limit on what it may cost. Attachment bodies run through the decoder for their size
 * and are dropped: the raw message keeps them. Throws when a limit is met.
 */
export function readThoroughly(bytes: Buffer): Promise<ParsedParts> {
  return new Promise((resolve, reject) => {
    const parser = new MailParser({
      checksumAlgo: false,
      skipTextToHtml: true,
      skipImageLinks: true,
      keepDeliveryStatus: true,
      maxHeadSize: limits.headerBytes,
      maxChildNodes: limits.parts,
      maxHtmlLengthToParse: limits.htmlChars,
    })
    const attachments: ParsedAttachment[] = []
    let text = ''
    parser.on('error', reject)
    parser.on('data', (data: AttachmentStream | MessageText) => {
      if (data.type === 'text') {
        text = data.text || textOfHtml(data.html || '')
        return
      }
      let sizeBytes = 0
      data.content.on('data', (chunk: Buffer) => {
        sizeBytes += chunk.length
      })
      data.content.on('end', () => {
        attachments.push(describe(data, sizeBytes))
        data.release?.()
      })
    })
    parser.on('end', () =>
      resolve({ headers: parser.headers || new Map(), headerLines: parser.headerLines || [], attachments, text }),
    )
    parser.end(bytes)
  })
}

/** HTML that nothing else speaks for; mailparser leaves it alone unless it is the whole mail. */
const textOfHtml = (html: string): string => (isLongHtml(html) ? '' : htmlToText(html))

const describe = (part: AttachmentStream, sizeBytes: number): ParsedAttachment =>
  describePart({
    filename: part.filename,
    contentType: part.contentType,
    partId: part.partId ?? null,
    contentId: part.cid,
    sizeBytes,
  })
