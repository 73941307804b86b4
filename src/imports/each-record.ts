import { AppError } from '../lib/errors.js'
import { fromDecimal, type Money } from '../lib/money.js'
import { type ImportRecord, type Outcome, RowFault, type Values } from './define-import.js'

/** Saves record by record, and says of a fault whose it is. */
export async function eachRecord(
  records: readonly ImportRecord[],
  save: (record: ImportRecord) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const [at, record] of records.entries()) outcomes.push(await placed(at, () => save(record)))
  return outcomes
}

/** Runs a step for one record; what it refuses names the record's place. */
export async function placed<T>(at: number, step: () => Promise<T> | T): Promise<T> {
  try {
    return await step()
  } catch (thrown) {
    if (thrown instanceof RowFault) throw new RowFault(thrown.field, thrown.value, thrown.userMessage, at)
    const own = thrown instanceof AppError && ['invalid', 'refused', 'not_found'].includes(thrown.code)
    // After a statement that the database refused, its transaction is over and the others are saved without this record.
    if (own) throw new RowFault(null, null, thrown.userMessage, at)
    throw thrown
  }
}

/** A number of a row as money; absent where the cell is blank. */
export function amountOf(values: Values, field: string, currency: string): Money | undefined {
  const text = values[field]
  if (text === undefined) return undefined
  try {
    return fromDecimal(text, currency)
  } catch {
    throw new RowFault(field, text, `It has more decimals than ${currency} has.`)
  }
}
