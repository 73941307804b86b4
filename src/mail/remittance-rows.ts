import { adviceFiles } from './advice-files.js'
import { htmlToRows } from './html-text.js'
import type { MailParts } from './mail-parts.js'

/** Longer is no list of invoices that somebody pays. */
const MOST_CHARS = 500_000
const MOST_ROWS = 5_000

/** A mail's texts as rows, the most orderly first: its files, its HTML by rows of its tables, its plain text. */
export async function remittanceRows({ text, html, parts }: MailParts): Promise<string[][]> {
  return [
    ...(await adviceFiles(parts)),
    ...(html === null ? [] : [htmlToRows(html.slice(0, MOST_CHARS))]),
    text.slice(0, MOST_CHARS).split(/\r?\n/),
  ].map((rows) => rows.slice(0, MOST_ROWS))
}
