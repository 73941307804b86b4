import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { type CustomField, type FieldKind, type FieldType, type FieldValue } from '../../domain/crm/custom-field.js'
import { listFields } from '../../domain/crm/custom-field-store.js'
import { fromDecimal } from '../../lib/money.js'
import { nameKey } from '../../lib/name-key.js'
import { type FieldType as CellType, type Field, type ImportKind, RowFault, type Values } from '../define-import.js'
import type { PeopleFinder } from './find-people.js'

const CELLS: Record<FieldType, CellType> = {
  text: 'text',
  number: 'number',
  amount: 'number',
  date: 'day',
  choice: 'text',
  'yes-no': 'flag',
  person: 'text',
}

/** The kind with the fields that the company gave its records itself: found by their keys and labels, read by their types. */
export async function withOwnFields(read: SqlScope, kind: ImportKind): Promise<ImportKind> {
  const { ownFields } = kind
  if (ownFields === undefined) return kind
  const own = (await listFields(read)).filter((field) => field.kind === ownFields)
  const fields = own.map(({ key, label, type }): [string, Field] => [key, { type: CELLS[type], aliases: [label] }])
  return { ...kind, fields: { ...Object.fromEntries(fields), ...kind.fields } }
}

/** Values of such fields as a record keeps them. */
export type OwnValues = (values: Values, currency: string) => Promise<Record<string, FieldValue>>

/** For one chunk; a field that a column of the kind itself is called by is not among them. */
export async function ownValues(
  tx: Tx,
  kind: FieldKind,
  builtIn: Readonly<Record<string, Field>>,
  people: PeopleFinder,
): Promise<OwnValues> {
  const fields = (await listFields(sqlInTx(tx))).filter((field) => field.kind === kind && !(field.key in builtIn))
  return async (values, currency) => {
    const own: Record<string, FieldValue> = {}
    for (const field of fields) {
      const text = values[field.key]
      if (text !== undefined) own[field.key] = await valueOf(field, text, { currency, people })
    }
    return own
  }
}

async function valueOf(
  { key, type, label, choices }: CustomField,
  text: string,
  { currency, people }: { currency: string; people: PeopleFinder },
): Promise<FieldValue> {
  if (type === 'number') return Number(text)
  if (type === 'yes-no') return text === 'yes'
  if (type === 'person') return people(text, key)
  if (type === 'amount') return amountOf(key, text, currency)
  if (type !== 'choice') return text
  const choice = choices.find((each) => nameKey(each) === nameKey(text))
  if (choice === undefined) throw new RowFault(key, text, `${label} is one of ${choices.join(', ')}.`)
  return choice
}

function amountOf(key: string, text: string, currency: string): FieldValue {
  try {
    return { minor: fromDecimal(text, currency).minor.toString(), currency }
  } catch {
    throw new RowFault(key, text, `It has more decimals than ${currency} has.`)
  }
}
