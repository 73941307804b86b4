import { CSV_FIELDS, type CsvField } from '../../documents/statements/csv/csv-mapping.js'
import { readStatements } from '../../documents/statements/read-statements.js'
import { findBankAccounts } from '../../domain/banking/bank-account-store.js'
import { importStatements } from '../../domain/banking/import-statements.js'
import { type AppError, invalid, notFound } from '../../lib/errors.js'
import { hashOf } from '../../lib/hash-of.js'
import { nameKey } from '../../lib/name-key.js'
import { defineFileImport, type FileToTake } from '../define-import.js'

export default defineFileImport({
  name: 'bank',
  summary: 'A statement of the bank: CAMT.053, MT940, OFX or CSV; a row is a movement',
  take: async (tx, file) => {
    const accounts = await findBankAccounts(tx)
    const { account: named } = file
    const account = named === undefined ? undefined : accounts.find(({ name }) => nameKey(name) === nameKey(named))
    if (named !== undefined && !account) throw unknownAccount(named, accounts)
    const currency = account?.currency ?? file.baseCurrency
    const read = readStatements(file.bytes, { csv: mappingOf(file), currency })
    if (!read.ok) throw invalid(`${file.name} can't be taken in, and nothing of it was. ${read.problem}.`)
    const imported = await importStatements(tx, {
      file: read.value,
      fileName: file.name,
      fileHash: hashOf(file.bytes),
      ...(account ? { bankAccountId: account.id } : {}),
    })
    const lines = imported.reduce((sum, { statement }) => sum + statement.lines.length, 0)
    const created = imported.reduce((sum, { added }) => sum + added, 0)
    const refused = read.value.refused.map(({ where, reason }, at) => ({
      row: Number(/\d+/.exec(where)?.[0] ?? at + 1),
      field: null,
      value: where,
      reason: `${reason}.`,
    }))
    return { rows: lines + refused.length, created, updated: 0, unchanged: lines - created, refused }
  },
})

const unknownAccount = (named: string, accounts: readonly { name: string }[]): AppError =>
  notFound(
    accounts.length > 0
      ? `There is no bank account “${named}”. There is: ${accounts.map(({ name }) => name).join(', ')}.`
      : `There is no bank account yet. Add it first: bank add "${named}" number:IBAN account:CODE`,
  )

function mappingOf({ map, dateFormat, decimal }: FileToTake) {
  const columns: Partial<Record<CsvField, string>> = {}
  for (const [name, column] of Object.entries(map)) {
    const field = CSV_FIELDS.find((each) => each.toLowerCase() === name)
    if (!field) throw invalid(`A statement has no field "${name}": there is ${CSV_FIELDS.join(', ')}.`)
    columns[field] = column
  }
  return { columns, ...(dateFormat ? { dateFormat } : {}), ...(decimal ? { decimal } : {}) }
}
