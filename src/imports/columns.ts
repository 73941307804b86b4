import { no, ok, type Result } from '../lib/result.js'
import type { Field } from './define-import.js'

/** Which column holds each field. */
export type Columns = ReadonlyMap<string, number>

export type Headings = {
  headings: readonly string[]
  fields: Readonly<Record<string, Field>>
  /** Of a preset: what the other system calls a field. */
  preset?: Readonly<Record<string, readonly string[]>> | undefined
  /** As told: field to heading, or to nothing, which leaves it out. */
  map?: Readonly<Record<string, string>> | undefined
}

/**
 * Finds the column of each field: as told, else as the preset calls it, else by name and aliases. What was told and isn't there, a
 * heading that stands twice, and a required field without a column are faults of the file.
 */
export function columnsOf({ headings, fields, preset, map = {} }: Headings): Result<Columns> {
  const folded = headings.map(fold)
  const columns = new Map<string, number>()
  for (const [field, heading] of Object.entries(map)) {
    if (!fields[field]) return no(`It has no field "${field}" to map to: there is ${Object.keys(fields).join(', ')}`)
    if (heading === '') continue
    const at = folded.indexOf(fold(heading))
    if (at < 0) return no(`There is no column “${heading}”. The columns are ${named(headings)}`)
    columns.set(field, at)
  }
  const take = (field: string, names: readonly string[]) => {
    if (columns.has(field) || map[field] === '') return
    const taken = new Set(columns.values())
    const at = names
      .map((name) => folded.findIndex((each, i) => each === fold(name) && !taken.has(i)))
      .find((i) => i >= 0)
    if (at !== undefined) columns.set(field, at)
  }
  // What a preset calls one field may be another's alias.
  for (const field of Object.keys(fields)) take(field, preset?.[field] ?? [])
  for (const [field, { aliases = [] }] of Object.entries(fields)) take(field, [field, ...aliases])
  return checked(columns, { headings, fields })
}

function checked(columns: Columns, { headings, fields }: Pick<Headings, 'headings' | 'fields'>): Result<Columns> {
  const folded = headings.map(fold)
  for (const at of columns.values())
    if (folded.filter((each) => each === folded[at]).length > 1)
      return no(`The heading “${headings[at]}” stands there more than once, so nobody can tell which one counts`)
  const missing = Object.entries(fields).filter(([name, { required }]) => required && !columns.has(name))
  if (missing.length === 0) return ok(columns)
  const wanted = missing.map(([name]) => name).join(', ')
  return no(`No column says ${wanted}. Say it: --map ${missing[0]?.[0]}=Column. The columns are ${named(headings)}`)
}

const named = (headings: readonly string[]): string =>
  headings
    .slice(0, 30)
    .map((each) => `“${each.slice(0, 40)}”`)
    .join(', ')

/** As headings are compared: no accents, no case, nothing but letters and digits. */
export const fold = (heading: string): string =>
  heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim()
