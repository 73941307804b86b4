import { accountKey } from '../../../domain/banking/account-key.js'
import type { ReadLine } from '../../../domain/banking/statement.js'
import { no, ok, type Result } from '../../../lib/result.js'
import { exactMinor } from '../exact-amount.js'
import { field, reference } from '../statement-text.js'
import { plainDecimal, readDate } from './csv-formats.js'
import type { CsvField } from './csv-mapping.js'

type Formats = { decimal: ',' | '.'; dateFormat: string; currency: string | null }
export type RowLine = { line: ReadLine; currency: string; balanceMinor: bigint | null }

/** One row of a bank's CSV. */
export function readRow(
  row: readonly string[],
  columns: ReadonlyMap<CsvField, number>,
  formats: Formats,
): Result<RowLine> {
  const cell = (name: CsvField): string => row[columns.get(name) ?? -1] ?? ''
  const currency =
    (cell('currency')
      .toUpperCase()
      .match(/^[A-Z]{3}$/)?.[0] ??
      formats.currency) ||
    null
  if (currency === null) return no('it names no currency, and neither does the account')
  const bookingDate = readDate(cell('date'), formats.dateFormat)
  if (bookingDate === null) return no(`“${cell('date')}” is no date as ${formats.dateFormat}`)
  const amount = amountOf(cell, formats.decimal, currency)
  if (!amount.ok) return amount
  const balance = plainDecimal(cell('balance'), formats.decimal)
  const balanceMinor = balance === null ? null : exactMinor(balance, currency)
  return ok({
    currency,
    line: {
      bookingDate,
      valueDate: cell('valueDate') === '' ? null : readDate(cell('valueDate'), formats.dateFormat),
      amountMinor: amount.value,
      original: null,
      rate: null,
      counterpartyName: field(cell('name')),
      counterpartyAccount: accountKey(cell('account')),
      remittance: field(cell('text')),
      reference: null,
      endToEndId: reference(cell('reference')),
      bankReference: reference(cell('bankReference')),
      typeCode: field(cell('type')),
    },
    balanceMinor: balanceMinor?.ok ? balanceMinor.value : null,
  })
}

/** One column with a sign, or what came in less what went out; banks write the latter with and without a minus. */
function amountOf(cell: (name: CsvField) => string, decimal: ',' | '.', currency: string): Result<bigint> {
  const read = (name: CsvField): Result<bigint | null> => {
    if (cell(name).trim() === '') return ok(null)
    const plain = plainDecimal(cell(name), decimal)
    return plain === null ? no(`“${cell(name)}” is no amount`) : exactMinor(plain, currency)
  }
  const [amount, credit, debit] = [read('amount'), read('credit'), read('debit')]
  if (!amount.ok) return amount
  if (!credit.ok) return credit
  if (!debit.ok) return debit
  if (amount.value !== null) return ok(amount.value)
  if (credit.value === null && debit.value === null) return no('it has no amount')
  const out = debit.value ?? 0n
  return ok((credit.value ?? 0n) - (out < 0n ? -out : out))
}
