import { textOption, UsageError, type VerbInput, type VerbOption } from './define-verb.js'

export const IMPORT_OPTIONS = {
  preset: {
    type: 'string',
    value: 'NAME',
    summary: 'what the columns are called there: hubspot, salesforce, pipedrive, quickbooks, xero, stripe, hledger',
  },
  map: {
    type: 'string',
    value: 'field=Column',
    multiple: true,
    summary: 'which column is which; field= leaves it out; may be given again',
  },
  'date-format': { type: 'string', value: 'F', summary: 'how days are written: DD/MM/YYYY, MM/DD/YYYY, …' },
  decimal: { type: 'string', value: '. or ,', summary: 'the decimal mark of numbers' },
  create: {
    type: 'string',
    value: 'KIND,…',
    summary: 'make what rows name and isn’t there: accounts, companies, products, staff, stages',
  },
  as: { type: 'string', value: 'EMAIL', summary: 'who takes it in: of staff, who asks for the roles in it' },
  'dry-run': { type: 'boolean', summary: 'say what would happen, and do nothing' },
} satisfies Record<string, VerbOption>

const CREATABLE = ['accounts', 'companies', 'products', 'staff', 'stages']

export type ImportOptions = {
  map: Record<string, string>
  dateFormat: string | undefined
  decimal: '.' | ',' | undefined
  create: ReadonlySet<string>
  dryRun: boolean
}

/** `pairs` are words of the line after the file: `--map a=X b=Y` leaves the second there. */
export function readImportOptions(input: VerbInput, pairs: readonly string[]): ImportOptions {
  const decimal = textOption(input, 'decimal')
  if (decimal !== undefined && decimal !== '.' && decimal !== ',')
    throw new UsageError(`--decimal is . or , and not “${decimal}”.`)
  const dateFormat = textOption(input, 'date-format')
  if (dateFormat !== undefined && !/^(?=.*D)(?=.*M)(?=.*Y)[DMY./ -]{6,14}$/i.test(dateFormat))
    throw new UsageError(`“${dateFormat}” is not a date format. Use for example --date-format DD/MM/YYYY.`)
  const create = (textOption(input, 'create') ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
  const unknown = create.find((each) => !CREATABLE.includes(each))
  if (unknown !== undefined) throw new UsageError(`--create knows ${CREATABLE.join(', ')}, and not “${unknown}”.`)
  return {
    map: readMap([textOption(input, 'map') ?? '', ...pairs]),
    dateFormat,
    decimal,
    create: new Set(create),
    dryRun: input.options['dry-run'] === true,
  }
}

function readMap(given: readonly string[]): Record<string, string> {
  const pairs = given.flatMap((each) => each.split(/\n|,(?=\s*[a-z][a-z0-9-]*=)/)).filter((each) => each.trim() !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, field, column] = /^\s*([a-z][a-z0-9-]*)=(.*)$/i.exec(pair) ?? []
      if (!field || column === undefined)
        throw new UsageError(`“${pair.trim()}” maps nothing: write --map field=Column.`)
      return [field.toLowerCase(), column.trim()]
    }),
  )
}
