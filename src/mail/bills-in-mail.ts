import { readReceived } from '../documents/ubl/read-received.js'
import { isBillFile } from '../domain/correspondence/announce.js'
import { type GivenFile, MOST_BYTES, typeOf } from '../domain/payables/bill-file.js'
import type { FoundBill } from '../domain/payables/propose-bill.js'
import type { MailPart } from './mail-parts.js'

/** Files of one mail that are looked at; whoever sends more than these sends an archive. */
const MOST_FILES = 10

/**
 * The bills that a mail's files are: every e-invoice, with the other files where there is just one (they are its pictures); in a mail
 * without any, every PDF, which people read.
 */
export function billsIn(parts: readonly MailPart[]): FoundBill[] {
  const files = parts
    .filter(({ contentType, filename, content }) => isBillFile(contentType, filename) && content.length <= MOST_BYTES)
    .filter(({ content }) => content.length > 0)
    .slice(0, MOST_FILES)
    .map(givenOf)
  const read = files.map((file) => ({ file, found: isXml(file) ? readReceived(file.bytes) : null }))
  const pdfs = files.filter((file) => !isXml(file))
  const electronic = read.flatMap(({ file, found }) => (found ? [{ file, ...found }] : []))
  if (electronic.length === 0) return pdfs.map((file) => ({ document: null, problem: null, files: [file] }))
  const pictures = electronic.length === 1 ? pdfs : []
  return electronic.map(({ file, document, problem }) => ({ document, problem, files: [file, ...pictures] }))
}

const givenOf = ({ filename, content }: MailPart): GivenFile => ({
  name: filename || 'bill.pdf',
  // What a mail calls a file is anything: the name's ending decides, which a person sees as well.
  contentType: typeOf(filename || 'bill.pdf'),
  bytes: content,
})

const isXml = ({ contentType }: GivenFile): boolean => contentType === 'application/xml'
