import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { limited } from '../../lib/errors.js'
import { type Answered, runStatement } from './ask-store.js'
import { compileGroups, compileNames, MOST_GROUPS, MOST_ROWS } from './compile-query.js'
import { periodLabel, periodWords } from './periods.js'
import { type Grouping, type Query, sayable } from './query.js'
import type { AskContext } from './statement.js'
import { addShare, shareKey, type Tally } from './tally.js'

/** What a group is of, by one grouping: how it is told from others, called, and asked for. */
export type GroupValue = {
  key: string
  label: string
  words: string
  order: number | string | null
  /** Of a time that runs: up to when it has been. */
  until?: IsoDate | null
}

/** A group with how many records it has and what each measure comes to. */
export type Group = { values: readonly GroupValue[]; n: number; tallies: readonly Tally[] }

type GroupRow = { n: number; currency?: string | null; rate?: string | null } & Record<string, Answered>

/** The groups of a question, in no order. Throws `limited` where there are too many to be read. */
export async function loadGroups(read: SqlScope, context: AskContext, query: Query): Promise<Group[]> {
  const rows = await runStatement<GroupRow>(read, compileGroups(context, query))
  if (rows.length > MOST_ROWS) throw tooMany()
  const names = await Promise.all(query.group.map((grouping, n) => namesOf(read, context, grouping, rows, n)))
  const groups = new Map<string, { values: GroupValue[]; n: number; tallies: Tally[] }>()
  for (const row of rows) {
    const values = query.group.map((grouping, n) => groupValue(grouping, row[`g${n}`], names[n]))
    const key = JSON.stringify(values.map((value) => value.key))
    const group = groups.get(key) ?? { values, n: 0, tallies: query.measures.map(() => new Map()) }
    groups.set(key, group)
    group.n += row.n
    addMeasures(query, group.tallies, row)
  }
  if (groups.size > MOST_GROUPS) throw tooMany()
  return [...groups.values()]
}

const tooMany = () =>
  limited(`That is more than ${MOST_GROUPS} groups. Group by something that has fewer, or narrow it with where.`)

function addMeasures({ measures }: Query, tallies: readonly Tally[], row: GroupRow): void {
  for (const [n, measure] of measures.entries()) {
    const text = row[`m${n}`]
    const tally = tallies[n]
    if (measure.of === 'count' || !tally || typeof text !== 'string') continue
    const type = measure.path.field?.type
    const value =
      type === 'money'
        ? BigInt(text.split('.')[0] ?? '0')
        : type === 'date' || type === 'instant'
          ? text.slice(0, 10)
          : Number(text)
    const key = type === 'money' ? shareKey(row.currency ?? '', measure.path.field?.rate && row.rate) : ''
    addShare(tally, measure.of, key, { value, n: row[`m${n}n`] as number })
  }
}

type Names = ReadonlyMap<string, { ref: string; title: string }>

async function namesOf(read: SqlScope, context: AskContext, { path }: Grouping, rows: readonly GroupRow[], n: number) {
  if (path.field) return undefined
  const ids = [...new Set(rows.map((row) => row[`g${n}`]).filter((id) => typeof id === 'string'))]
  const found = await runStatement<{ id: string; ref: string; title: string }>(
    read,
    compileNames(context, path.to, ids),
  )
  return new Map(found.map(({ id, ref, title }) => [id, { ref, title }]))
}

export const NOTHING = '(none)'

function groupValue({ path, part }: Grouping, value: Answered, names: Names | undefined): GroupValue {
  const none: GroupValue = { key: '', label: NOTHING, words: 'none', order: null }
  if (value === null || value === undefined || value === '') return none
  if (names) {
    const name = names.get(String(value))
    // A record that is not the asker's to see, or is there no more.
    if (!name) return none
    return { key: String(value), label: name.title || name.ref, words: name.ref || name.title, order: name.title }
  }
  const type = path.field?.type
  if (type === 'flag')
    return { key: String(value), label: value ? 'yes' : 'no', words: value ? 'yes' : 'no', order: value ? 0 : 1 }
  if (type === 'date' || type === 'instant') return dayValue(part ?? 'day', String(value))
  if (type === 'number' || type === 'percent')
    return { key: String(value), label: String(value), words: String(value), order: Number(value) }
  const text = String(value)
  const at = path.field?.choices?.indexOf(text) ?? -1
  return { key: text, label: sayable(text), words: text, order: at < 0 ? text : at }
}

const dayValue = (part: NonNullable<Grouping['part']>, day: IsoDate): GroupValue => ({
  key: day,
  label: periodLabel(part, day),
  words: periodWords(part, day),
  order: day,
})
