import { isRecord, list, records } from '../json.js'
import { LIMITS } from './limits.js'
import { checkObject, fault, may, need, type Place, type Rule, step } from './place.js'
import { richTextFields } from './rich-text.js'
import { bool, byType, listOf, number, object, oneOf, string } from './rules.js'

const raw = object({ text: need(string({ min: 1, max: LIMITS.tableCharacters })) })
const rawNumber = object({ value: need(number()), text: need(string({ min: 1, max: LIMITS.tableCharacters })) })
const cell: Rule = byType({ raw_text: raw, raw_number: rawNumber, rich_text: object(richTextFields) })
const headerCell: Rule = byType({ raw_text: raw, raw_number: rawNumber })
const row: Rule = listOf(cell, { min: 1, max: LIMITS.tableColumns })
const blockId = may(string({ max: LIMITS.blockId }))

const columnSetting: Rule = (place, value) => {
  // null keeps the defaults of a column in the middle
  if (value !== null) object({ align: may(oneOf('left', 'center', 'right')), is_wrapped: may(bool) })(place, value)
}

export const table: Rule = (place, value) => {
  const spec = {
    block_id: blockId,
    rows: need(listOf(row, { min: 1, max: LIMITS.tableRows })),
    column_settings: may(listOf(columnSetting, { max: LIMITS.tableColumns })),
  }
  if (checkObject(place, value, spec)) checkGrid(step(place, 'rows'), list(value.rows))
}

export const dataTable: Rule = (place, value) => {
  const spec = {
    block_id: blockId,
    caption: need(string({ min: 1, max: 255 })),
    rows: need(listOf(row, { min: 2, max: LIMITS.dataTableRows + 1 })),
    page_size: may(number({ min: 1, max: LIMITS.dataTablePage, whole: true })),
    row_header_column_index: may(number({ min: 0, max: LIMITS.tableColumns - 1, whole: true })),
  }
  if (!checkObject(place, value, spec)) return
  const rows = list(value.rows)
  const top = step(step(place, 'rows'), 0)
  list(rows[0]).forEach((each, index) => headerCell(step(top, index), each))
  checkGrid(step(place, 'rows'), rows)
}

/** Rows of one length, and not too much text over all the tables of a message. */
function checkGrid(place: Place, rows: unknown[]): void {
  const width = list(rows[0]).length
  rows.forEach((each, index) => {
    if (list(each).length !== width) fault(step(place, index), 'all rows must have the same number of cells')
    place.sheet.tableCharacters += list(each).reduce<number>((sum, item) => sum + cellLength(item), 0)
  })
  if (place.sheet.tableCharacters > LIMITS.tableCharacters) {
    fault(place, `table cells exceed ${LIMITS.tableCharacters} characters in total`)
  }
}

function cellLength(value: unknown): number {
  if (!isRecord(value)) return 0
  if (typeof value.text === 'string') return value.text.length
  return records(value.elements).reduce((sum, each) => sum + cellLength(each), 0)
}
