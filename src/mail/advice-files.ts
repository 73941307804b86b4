import { parse } from 'csv-parse/sync'
import { decodeText } from '../documents/statements/decode-text.js'
import { readWorkbook } from '../documents/workbook/read-workbook.js'
import { csvDelimiter } from '../lib/csv-delimiter.js'
import type { MailPart } from './mail-parts.js'

/** Of text; longer is no list of invoices that somebody pays. */
const MOST_CHARS = 500_000
/** Of a workbook, which is packed. */
const MOST_WORKBOOK_BYTES = 1_000_000
const MOST_FILES = 5

/** The texts of a mail's files that can list what is paid, as rows; a workbook has one a sheet. What can't be read is left. */
export async function adviceFiles(parts: readonly MailPart[]): Promise<string[][]> {
  const texts: string[][] = []
  for (const { content, read } of parts.flatMap(readable).slice(0, MOST_FILES)) texts.push(...(await read(content)))
  return texts
}

type Readable = { content: Buffer; read: (content: Buffer) => Promise<string[][]> }

function readable({ filename, contentType, content }: MailPart): Readable[] {
  if (content.length === 0) return []
  if (/\.(csv|txt)$/i.test(filename) || contentType === 'text/csv')
    return content.length <= MOST_CHARS ? [{ content, read: rowsOfCsv }] : []
  if (/\.xls[xm]$/i.test(filename) || contentType.endsWith('spreadsheetml.sheet'))
    return content.length <= MOST_WORKBOOK_BYTES ? [{ content, read: rowsOfWorkbook }] : []
  return []
}

/** Cells apart from each other by tabs; what can't be read as CSV is text. */
async function rowsOfCsv(content: Buffer): Promise<string[][]> {
  const text = decodeText(content)
  try {
    const options = { delimiter: csvDelimiter(text), relax_column_count: true, relax_quotes: true }
    const rows: string[][] = parse(text, options)
    return [rows.map((cells) => cells.join('\t'))]
  } catch {
    return [text.split(/\r?\n/)]
  }
}

async function rowsOfWorkbook(content: Buffer): Promise<string[][]> {
  const sheets = await readWorkbook(content)
  return sheets.ok ? sheets.value.map((rows) => rows.map((cells) => cells.join('\t'))) : []
}
