import { setImmediate } from 'node:timers/promises'
import { no, ok, type Result } from '../../lib/result.js'
import { find, findAll } from '../xml/find.js'
import { readXml, type XmlElement } from '../xml/read-xml.js'
import { type Cell, numberCell, textsOf } from './cell-text.js'
import { type NumberFormat, numberFormat } from './number-format.js'
import { readZip } from './read-zip.js'

/** What is unpacked in all: a list of 2,000 rows with ten columns has a third of it. */
const MOST_BYTES = 3_000_000
/** Of one part: half as many again as that list has, and what holds the process up for a tenth of a second. */
const MOST_ELEMENTS = 60_000
const MOST_SHEETS = 5
const MOST_COLUMNS = 100

const STRINGS = /^xl\/sharedStrings\.xml$/i
const STYLES = /^xl\/styles\.xml$/i
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i

/**
 * The sheets of an XLSX workbook (ECMA-376) as rows of texts, the first ones; numbers with the decimals that are shown, days and
 * percentages as nothing. One that is broken, locked by a password or too large is refused.
 */
export async function readWorkbook(bytes: Buffer): Promise<Result<string[][][]>> {
  const wanted = new RegExp([STRINGS, STYLES, SHEET].map(({ source }) => source).join('|'), 'i')
  const zip = await readZip(bytes, { wanted, mostBytes: MOST_BYTES })
  if (!zip.ok) return zip
  const names = [...zip.value.keys()]
  const sheets = names.filter((name) => SHEET.test(name)).toSorted((a, b) => numberIn(a) - numberIn(b))
  const parts = new Map<string, XmlElement>()
  for (const name of [...names.filter((each) => !SHEET.test(each)), ...sheets.slice(0, MOST_SHEETS)]) {
    await setImmediate() // others have their turn between two parts
    const read = readXml(zip.value.get(name)?.toString('utf8') ?? '', MOST_ELEMENTS)
    if (!read.ok) return no(`${name}: ${read.problem}`)
    parts.set(name, read.value)
  }
  const part = (name: RegExp) => parts.get(names.find((each) => name.test(each)) ?? '')
  const book = { strings: stringsOf(part(STRINGS)), formats: formatsOf(part(STYLES)) }
  return ok(sheets.slice(0, MOST_SHEETS).map((name) => textsOf(rowsOf(parts.get(name), book))))
}

type Book = { strings: readonly string[]; formats: readonly NumberFormat[] }

const numberIn = (name: string): number => Number(/\d+/.exec(name)?.[0] ?? 0)

const stringsOf = (table: XmlElement | undefined): string[] => findAll(table, 'si').map(wordsOf)

/** A text, or one that is made of runs which look different. Spaces at their ends are gone: they are put back. */
const wordsOf = (from: XmlElement | undefined): string =>
  [...findAll(from, 't'), ...findAll(from, 'r').flatMap((run) => findAll(run, 't'))].map(({ text }) => text).join(' ')

/** The format of each style that a cell can name. */
function formatsOf(styles: XmlElement | undefined): NumberFormat[] {
  const codes = new Map(
    findAll(find(styles, 'numFmts'), 'numFmt').map(({ attributes }) => [
      Number(attributes['numFmtId']),
      attributes['formatCode'] ?? '',
    ]),
  )
  return findAll(find(styles, 'cellXfs'), 'xf').map(({ attributes }) =>
    numberFormat(Number(attributes['numFmtId'] ?? 0), codes),
  )
}

const rowsOf = (sheet: XmlElement | undefined, book: Book): Cell[][] =>
  findAll(find(sheet, 'sheetData'), 'row').map((row) => {
    const cells: Cell[] = []
    for (const cell of findAll(row, 'c')) {
      const column = columnOf(cell.attributes['r']) ?? cells.length
      if (column >= MOST_COLUMNS) continue
      while (cells.length < column) cells.push('')
      cells[column] = cellOf(cell, book)
    }
    return cells
  })

/** `B3` is column 1. */
function columnOf(place: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(place ?? '')?.[0]
  if (letters === undefined) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function cellOf(cell: XmlElement, { strings, formats }: Book): Cell {
  const { t: type = 'n', s: style = '0' } = cell.attributes
  if (type === 'inlineStr') return wordsOf(find(cell, 'is'))
  const text = find(cell, 'v')?.text ?? ''
  if (type === 's') return strings[Number(text)] ?? ''
  return type === 'n' && text !== '' ? numberCell(Number(text), formats[Number(style)] ?? 'general') : text
}
