import type { IsoDate } from '../../lib/dates.js'
import type { Owners } from '../people/owners.js'
import { type AskCatalogue, maySee, ownersIn, type Sight } from './catalogue.js'
import type { AskRelation, RecordSet } from './record-set.js'

/** For whom and as of when a question is answered. */
export type AskContext = {
  catalogue: AskCatalogue
  sight: Sight
  workspaceId: string
  /** Who asks, where a row is seen by whose it is; nobody's id where several read the answer. */
  askerId: string
  baseCurrency: string
  fiscalYearStart: number
  today: IsoDate
  now: Date
  timeZone: string
  /** What one unit of a currency is worth in the base currency, of those that have a rate: decimal text. */
  rates: ReadonlyMap<string, string>
}

/** A finished statement: text in which nothing is but what this folder's files say, and everything else as its values. */
export type Statement = { text: string; values: readonly string[] }

/** A row that the statement reads: whose alias, which set. */
export type RowSource = { alias: string; set: RecordSet; path: readonly string[] }

/**
 * Collects what one statement reads. Whatever is joined comes through `source`, which puts the wall, the kind and the asker's
 * reach on it: there is no other way to a table.
 */
export class StatementBuilder {
  readonly root: RowSource
  readonly #context: AskContext
  readonly #values: string[] = []
  readonly #sources = new Map<string, RowSource>()
  readonly #joins: string[] = []
  readonly #workspace: string
  readonly #newest: number | undefined

  constructor(context: AskContext, set: RecordSet, { newest }: { newest?: number | undefined } = {}) {
    this.#context = context
    this.#newest = newest
    this.#workspace = this.value(context.workspaceId, 'uuid')
    this.root = { alias: 't', set, path: [] }
  }

  /** A value as a parameter of this very type: a cast of a text would be done again for every row (measured on a million deals). */
  value(value: string, type: 'text' | 'uuid' | 'date' | 'numeric' | 'bigint' | 'timestamptz'): string {
    this.#values.push(value)
    return `$${this.#values.length}::${type}`
  }

  /** Several values as one array parameter. */
  list(values: readonly string[], type: 'text' | 'uuid'): string {
    this.#values.push(arrayLiteral(values))
    return `$${this.#values.length}::${type}[]`
  }

  /** A declared piece of SQL, for one row: `{t}` and what its relations lead to are put in. */
  sql(declared: string, row: RowSource): string {
    return declared.replace(/\{([a-z.-]+)\}/g, (_, word: string) => {
      if (word === 't') return row.alias
      const { today, timeZone, now, baseCurrency, askerId } = this.#context
      if (word === 'today') return this.value(today, 'date')
      if (word === 'zone') return this.value(timeZone, 'text')
      if (word === 'now') return this.value(now.toISOString(), 'timestamptz')
      if (word === 'asker') return this.value(askerId, 'uuid')
      if (word === 'base') return this.value(baseCurrency, 'text')
      return this.follow(row, word.split('.')).alias
    })
  }

  /** The row that relations lead to, joined once however often it is asked for. */
  follow(row: RowSource, steps: readonly string[]): RowSource {
    return steps.reduce((from, step) => this.#join(from, step), row)
  }

  #join(from: RowSource, step: string): RowSource {
    const path = [...from.path, step]
    const known = this.#sources.get(path.join('.'))
    if (known) return known
    const relation = from.set.relations[step]
    const set = relation && this.#context.catalogue.get(relation.to)
    if (!relation || !set) throw new Error(`${from.set.name} has no relation "${step}".`)
    const id = this.#current(relation, set, this.sql(relation.sql, from))
    const row: RowSource = { alias: `j${this.#sources.size + 1}`, set, path }
    this.#sources.set(path.join('.'), row)
    const seen = from.path.length === 0 && from.set.within === step
    const conditions = [`${row.alias}.workspace_id = ${this.#workspace}`, `${row.alias}.id = ${id}`, ...this.#seen(row)]
    this.#joins.push(`${seen ? 'join' : 'left join'} ${set.table} ${row.alias} on ${conditions.join(' and ')}`)
    return row
  }

  /** The id of a record, or of the one that it was merged into. */
  #current({ becomes }: AskRelation, { table }: RecordSet, id: string): string {
    if (becomes === undefined) return id
    const alias = `m${this.#joins.length + 1}`
    this.#joins.push(
      `left join ${table} ${alias} on ${alias}.workspace_id = ${this.#workspace} and ${alias}.id = ${id}`,
    )
    return `coalesce(${alias}.${becomes}, ${alias}.id)`
  }

  /** What makes a row one of its set that the asker may see. */
  #seen(row: RowSource): string[] {
    const { set } = row
    const { sight } = this.#context
    return [
      ...(set.where ? [this.sql(set.where, row)] : []),
      ...(set.keeps && !sight.may(set.keeps.from) ? [`not ${this.sql(set.keeps.sql, row)}`] : []),
      ...(maySee(sight, set) ? this.#owned(row, ownersIn(sight, set)) : ['false']),
    ]
  }

  #owned({ set, alias }: RowSource, owners: Owners): string[] {
    if (owners === 'all' || set.within) return []
    if (!set.owners) return ['false']
    const ids = this.list(owners, 'uuid')
    return [`(${set.owners.map((column) => `${alias}.${column} = any (${ids})`).join(' or ')})`]
  }

  /** An array that a record is one row for each value of. */
  unnest(array: string): string {
    const alias = `u${this.#joins.length + 1}`
    this.#joins.push(`left join lateral unnest(${array}) as ${alias}(value) on true`)
    return `${alias}.value`
  }

  /** The records, or the newest of them: ids begin with the time. Those are found by the key, however many there are. */
  #from({ table }: RecordSet): string {
    if (this.#newest === undefined) return table
    return `(select * from ${table} where workspace_id = ${this.#workspace} order by id desc limit ${Math.trunc(this.#newest)})`
  }

  /** `select … from … where …`; conditions must be made before, so that what they join is there. */
  finish(columns: readonly string[], conditions: readonly string[], rest: string): Statement {
    const { set, alias } = this.root
    if (set.within) this.follow(this.root, [set.within])
    const where = [`${alias}.workspace_id = ${this.#workspace}`, ...this.#seen(this.root), ...conditions]
    const text = `select ${columns.join(', ')} from ${this.#from(set)} ${alias} ${this.#joins.join(' ')} where ${where.join(' and ')} ${rest}`
    return { text, values: this.#values }
  }
}

/** A Postgres array literal: each element in quotes, with what would end it escaped. */
const arrayLiteral = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
