import { CSV_FIELDS, type CsvField, type CsvMapping } from '../../../documents/statements/csv/csv-mapping.js'
import type { CsvWords } from '../../../domain/banking/csv-words-store.js'
import { invalid } from '../../../lib/errors.js'

/** `date=Buchungstag,amount=Betrag` and how numbers and dates are written, as typed. Throws `invalid`. */
export function readMapping({ map, decimal, dates }: CsvWords): CsvMapping {
  if (dates !== undefined && !/^(?=.*D)(?=.*M)(?=.*Y)[DMY./ -]{6,14}$/i.test(dates))
    throw invalid(`“${dates}” is not a date format. Use for example DD.MM.YYYY or MM/DD/YYYY.`)
  const columns: Partial<Record<CsvField, string>> = {}
  for (const pair of (map ?? '').split(',').filter((each) => each.trim() !== '')) {
    const [key = '', ...column] = pair.split('=')
    const field = CSV_FIELDS.find((each) => each.toLowerCase() === key.trim().toLowerCase())
    if (!field || column.length === 0)
      throw invalid(`“${pair.trim()}” maps nothing. Write field=Column, with a field of ${CSV_FIELDS.join(', ')}.`)
    columns[field] = column.join('=').trim()
  }
  return {
    columns,
    ...(decimal === ',' || decimal === '.' ? { decimal } : {}),
    ...(dates === undefined ? {} : { dateFormat: dates }),
  }
}
