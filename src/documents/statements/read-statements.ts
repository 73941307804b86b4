import type { StatementFile } from '../../domain/banking/statement.js'
import { no, ok, type Result } from '../../lib/result.js'
import { readCamt } from './camt/read-camt.js'
import type { CsvMapping } from './csv/csv-mapping.js'
import { readCsv } from './csv/read-csv.js'
import { decodeText } from './decode-text.js'
import { MOST_BYTES, MOST_LINES } from './limits.js'
import { readMt940 } from './mt940/read-mt940.js'
import { readOfx } from './ofx/read-ofx.js'

export type ReadOptions = {
  csv?: CsvMapping
  /** The account's currency, where a file does not say one. */
  currency?: string | null
}

/**
 * A bank's file, whatever its name says: bytes to statements, or a sentence why not. What of it can't be read is named beside what can
 * (`refused`); nothing is guessed and nothing rounded.
 */
export function readStatements(bytes: Uint8Array, options: ReadOptions = {}): Result<StatementFile> {
  if (bytes.length === 0) return no('The file is empty')
  if (bytes.length > MOST_BYTES)
    return no(`The file is larger than ${MOST_BYTES / 1024 / 1024} MB. Export shorter periods`)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return no('It is a ZIP archive (or a spreadsheet). Unpack it, or export CSV')
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-')
    return no('It is a PDF. Ask the bank for CAMT.053, MT940, OFX or CSV')
  const text = decodeText(bytes)
  const file = readerOf(text)(text, options)
  if (!file.ok) return file
  const lines = file.value.statements.reduce((sum, statement) => sum + statement.lines.length, 0)
  return lines > MOST_LINES ? no(`It has more than ${MOST_LINES} lines. Export shorter periods`) : ok(file.value)
}

type Reader = (text: string, options: ReadOptions) => Result<StatementFile>

/** By what the file begins with: names and types of files are whatever a browser made of them. */
function readerOf(text: string): Reader {
  const head = text.slice(0, 4_000)
  if (/<OFX>|OFXHEADER/i.test(head)) return (ofx, { currency }) => readOfx(ofx, currency ?? null)
  if (/^\s*</.test(head)) return readCamt
  if (/^(\{1:|:\d\d[A-Z]?:)/m.test(head) && /^:(20|25|28C?|60[FM]|61):/m.test(text)) return readMt940
  return (csv, { csv: mapping, currency }) => readCsv(csv, mapping ?? {}, currency ?? null)
}
