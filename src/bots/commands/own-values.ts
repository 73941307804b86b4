import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import {
  type Custom,
  type FieldInput,
  type FieldKind,
  type FieldValue,
  facetText,
  keptValue,
} from '../../domain/crm/custom-field.js'
import type { Facet } from '../../domain/crm/facet-store.js'
import { tagKey } from '../../domain/crm/tag.js'
import { nameRecords } from '../../domain/people/history-store.js'
import { money, toDecimal } from '../../lib/money.js'
import { comparedFacets } from './ask/compared-facets.js'
import type { CommandContext } from './define-command.js'
import { paramName } from './own-fields.js'
import { isCompared } from './params.js'
import type { Cell, Change, Field } from './reply.js'

type Args = Readonly<Record<string, unknown>>

/** What was given for the company's own fields: key → value, null where it is to be emptied; what was not given is not there. */
export function ownValues({ catalog, fields }: CommandContext, name: string, args: Args): Record<string, FieldInput> {
  const command = catalog.commands.get(name)
  const own = fields.filter(({ kind }) => kind === command?.fieldsOf)
  const given = own.map(({ key }) => [key, command && args[paramName(command, key)]] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Record<string, FieldInput>
}

/** What a list is narrowed by: tags, several behind commas, own fields, and what figures and days are compared with. */
export async function facetsIn(context: CommandContext, name: string, args: Args): Promise<Facet[]> {
  const command = context.catalog.commands.get(name)
  const tags = typeof args['tag'] === 'string' ? args['tag'].split(',').map(tagKey).filter(Boolean) : []
  const own = Object.entries(ownValues(context, name, args)).filter(([, value]) => !isCompared(value))
  return [
    ...(args['tag'] === null ? [{ facet: 'tag', value: null }] : []),
    ...tags.map((tag) => ({ facet: 'tag', value: tag })),
    ...own.map(([facet, value]) => ({ facet, value: value === null ? null : facetText(keptValue(value)) })),
    ...(command ? await comparedFacets(context, command, args) : []),
  ]
}

/** What of a record the form of a change begins with. */
export async function ownInitials(
  { catalog, fields }: CommandContext,
  read: SqlScope,
  name: string,
  custom: Custom,
): Promise<Record<string, unknown>> {
  const command = catalog.commands.get(name)
  const own = fields.filter(({ kind, key }) => kind === command?.fieldsOf && custom[key] !== undefined)
  const names = await namesIn(read, [custom])
  return Object.fromEntries(
    own.flatMap(({ key, type }) => {
      const value = custom[key]
      return value === undefined || !command ? [] : [[paramName(command, key), initialValue(type, value, names)]]
    }),
  )
}

function initialValue(type: string, value: FieldValue, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'object') return money(BigInt(value.minor), value.currency)
  if (type !== 'person') return typeof value === 'number' ? String(value) : value
  return { kind: 'staff', id: String(value), ref: '', title: names.get(String(value)) ?? 'somebody who is gone' }
}

/** The own fields of a card that have something to say; a removed field's values are not shown. */
export function ownCells(
  context: CommandContext,
  kind: FieldKind,
  custom: Custom,
  names: ReadonlyMap<string, string>,
): Field[] {
  return context.fields
    .filter((field) => field.kind === kind && custom[field.key] !== undefined)
    .map((field) => ({ label: field.label, value: cellOf(field.type, custom[field.key], names) }))
}

/** Before → after of own fields. */
export function ownChanges(
  context: CommandContext,
  kind: FieldKind,
  [before, after]: readonly [Custom, Custom],
  names: ReadonlyMap<string, string>,
): Change[] {
  return context.fields
    .filter((field) => field.kind === kind && JSON.stringify(before[field.key]) !== JSON.stringify(after[field.key]))
    .map(({ key, label, type }) => ({
      label,
      before: cellOf(type, before[key], names),
      after: cellOf(type, after[key], names),
    }))
}

function cellOf(type: string, value: FieldValue | undefined, names: ReadonlyMap<string, string>): Cell {
  if (value === undefined) return null
  if (typeof value === 'object') return { money: money(BigInt(value.minor), value.currency) }
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (type === 'date') return { date: String(value) }
  if (type === 'person') return { person: names.get(String(value)) ?? 'somebody who is gone' }
  return value
}

/** The names of the people in own fields, and of whatever else has these ids. */
export function namesIn(read: SqlScope, customs: readonly Custom[], ids: readonly (string | null)[] = []) {
  const values = customs.flatMap((custom) => Object.values(custom))
  const wanted = [...values, ...ids].filter((value) => typeof value === 'string' && UUID.test(value)) as string[]
  return wanted.length === 0 ? Promise.resolve(new Map<string, string>()) : nameRecords(read, [...new Set(wanted)])
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const namesInTx = (tx: Tx, customs: readonly Custom[], ids: readonly (string | null)[] = []) =>
  namesIn(sqlInTx(tx), customs, ids)

/** Own fields for `--json`: amounts in major units with their currency, everything else as it is kept. */
export const ownData = (custom: Custom): Record<string, unknown> =>
  Object.fromEntries(Object.entries(custom).map(([key, value]) => [key, dataOf(value)]))

function dataOf(value: FieldValue): unknown {
  if (typeof value !== 'object') return value
  const amount = money(BigInt(value.minor), value.currency)
  return { amount: toDecimal(amount), currency: amount.currency }
}
