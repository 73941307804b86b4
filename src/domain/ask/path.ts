import { nameKey } from '../../lib/name-key.js'
import { type AskCatalogue, maySee, type Sight } from './catalogue.js'
import type { AskField, AskRelation, RecordSet } from './record-set.js'

/** A way from a record to something of it or of what it leads to: `owner.department`. */
export type Path = {
  /** As it is written: names with points between. */
  text: string
  /** The relations that are followed on the way. */
  steps: readonly string[]
  /** Whose field or relation it is. */
  set: RecordSet
  label: string
} & ({ field: AskField; relation?: never } | { relation: AskRelation; to: RecordSet; field?: never })

/** Three relations say all that anybody asks, and no way goes round in circles. */
const LONGEST = 4

/**
 * The way that words like `owner`, `customer.country` or `expected-close` mean; undefined where there is none, or where it leads
 * to what the asker may not see.
 */
export function findPath(catalogue: AskCatalogue, sight: Sight, root: RecordSet, typed: string): Path | undefined {
  const words = typed.split('.').map(asName)
  if (words.length > LONGEST) return undefined
  let set = root
  const steps: string[] = []
  for (const word of words.slice(0, -1)) {
    const found = relationIn(catalogue, sight, set, word)
    if (!found) return undefined
    steps.push(found.name)
    set = found.to
  }
  const last = words.at(-1) ?? ''
  const name = named(set.fields, last)
  const field = name === undefined ? undefined : set.fields[name]
  const relation = relationIn(catalogue, sight, set, last)
  // Somebody's own word for a field comes after the name of a relation.
  if (field && name !== undefined && (name === last || !relation || relation.name !== last))
    return { text: [...steps, name].join('.'), steps, set, label: field.label, field }
  if (!relation) return undefined
  const { name: to, relation: leads } = relation
  return { text: [...steps, to].join('.'), steps, set, label: leads.label, relation: leads, to: relation.to }
}

/** Where the list stands that a word for a field is checked against. */
export function listedAt(catalogue: AskCatalogue, sight: Sight, path: Path): Path {
  const set = catalogue.get(path.field?.namesOf ?? '')
  const names = set && maySee(sight, set) ? findPath(catalogue, sight, set, 'name') : undefined
  return names ?? ({ ...path, steps: [] } as Path)
}

function relationIn(catalogue: AskCatalogue, sight: Sight, set: RecordSet, word: string) {
  const name = named(set.relations, word)
  const relation = name === undefined ? undefined : set.relations[name]
  const to = relation && catalogue.get(relation.to)
  return name !== undefined && relation && to && maySee(sight, to) ? { name, relation, to } : undefined
}

const asName = (word: string): string => nameKey(word).replace(/[\s_]+/g, '-')

/** By its name, its label, or another word for it. */
function named(all: Readonly<Record<string, { label: string; words?: readonly string[] }>>, word: string) {
  if (Object.hasOwn(all, word)) return word
  const entries = Object.entries(all)
  return (entries.find(([, { label }]) => asName(label) === word) ??
    entries.find(([, { words }]) => words?.includes(word)))?.[0]
}

/** Everything that can be written of a kind of record, for help and for the nearest word. */
export const namesIn = (catalogue: AskCatalogue, sight: Sight, set: RecordSet): string[] => [
  ...Object.keys(set.fields),
  ...Object.keys(set.relations).filter((name) => !(name in set.fields) && relationIn(catalogue, sight, set, name)),
]
