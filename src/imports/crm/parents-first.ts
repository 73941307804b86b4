import { nameKey } from '../../lib/name-key.js'
import type { ImportRecord, Values } from '../define-import.js'

type Named = {
  name(values: Values): string | undefined
  id(values: Values): string | undefined
  /** What a row calls what stands above it, by name or id. */
  parents(values: Values): readonly (string | undefined)[]
}

/** Puts each record behind the one that it names as its parent; in a circle the first stays first. */
export const parentsFirst =
  ({ name, id, parents }: Named) =>
  (records: readonly ImportRecord[]): readonly ImportRecord[] => {
    const byName = new Map<string, ImportRecord>()
    for (const record of records)
      for (const called of [name(valuesOf(record)), id(valuesOf(record))])
        if (called !== undefined && !byName.has(nameKey(called))) byName.set(nameKey(called), record)
    const placed = new Set<ImportRecord>()
    for (const record of records) {
      const chain: ImportRecord[] = []
      let next: ImportRecord | undefined = record
      while (next && !placed.has(next) && !chain.includes(next)) {
        chain.push(next)
        next = parents(valuesOf(next))
          .flatMap((called) => (called === undefined ? [] : (byName.get(nameKey(called)) ?? [])))
          .at(0)
      }
      for (const each of chain.toReversed()) placed.add(each)
    }
    return [...placed]
  }

const valuesOf = ({ rows }: ImportRecord): Values => rows[0]?.values ?? {}
