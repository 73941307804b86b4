import type { CustomField } from '../../domain/crm/custom-field.js'
import type { Catalog, Command } from './define-command.js'
import type { Param, ParamType } from './params.js'

const TYPES: Record<CustomField['type'], ParamType> = {
  text: 'text',
  number: 'number',
  amount: 'amount',
  date: 'date',
  choice: 'choice',
  'yes-no': 'flag',
  person: 'record',
}

/**
 * The catalog as one company has it: commands that declare `fieldsOf` have the company's own fields of that kind of record as
 * parameters too. Words, forms, help and every face read the parameters, so this is the one place that adds any.
 */
export function withOwnFields(catalog: Catalog, fields: readonly CustomField[]): Catalog {
  if (fields.length === 0) return catalog
  const key = JSON.stringify(fields)
  const last = extendedLast.get(catalog)
  if (last?.key === key) return last.extended
  const made = extendedBy(catalog, fields)
  extendedLast.set(catalog, { key, extended: made })
  return made
}

/** Fields change once in a month, and are asked for with every command. */
const extendedLast = new WeakMap<Catalog, { key: string; extended: Catalog }>()

function extendedBy(catalog: Catalog, fields: readonly CustomField[]): Catalog {
  const commands = [...catalog.commands].map(([name, command]) => [name, extended(command, fields)] as const)
  return { ...catalog, commands: new Map(commands) }
}

function extended(command: Command, fields: readonly CustomField[]): Command {
  const own = fields.filter(({ kind }) => kind === command.fieldsOf)
  if (own.length === 0) return command
  const added = own.map((field) => [paramName(command, field.key), paramOf(command, field)] as const)
  return { ...command, params: { ...command.params, ...Object.fromEntries(added) } }
}

/** Daybook's own parameter of the same name comes first; then the field's is `own-…`. */
export const paramName = (command: Pick<Command, 'params'>, key: string): string => {
  const taken = command.params[key]
  return taken && !taken.own ? `own-${key}` : key
}

const COMPARED = new Set<CustomField['type']>(['number', 'amount', 'date'])

const paramOf = (command: Command, field: CustomField): Param => ({
  type: TYPES[field.type],
  label: field.label,
  required: false,
  own: true,
  clearable: true,
  ...(command.risk === 'read' && COMPARED.has(field.type) && { compares: true }),
  ...(field.type === 'choice' && { choices: field.choices }),
  ...(field.type === 'person' && { record: 'staff' as const }),
  ...(field.hint !== null && command.risk !== 'read' && { hint: field.hint }),
})
