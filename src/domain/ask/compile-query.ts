import { prefixEnd } from '../../lib/name-key.js'
import { ownersIn } from './catalogue.js'
import { conditionSql } from './condition-sql.js'
import { findPath, type Path } from './path.js'
import { truncatedSql } from './periods.js'
import { type Grouping, type Measure, type Query, type Sort } from './query.js'
import type { AskField, RecordSet } from './record-set.js'
import { type AskContext, type RowSource, type Statement, StatementBuilder } from './statement.js'

/** More groups than this are no answer: nobody reads them, and a chart has no room. */
export const MOST_GROUPS = 5000
/** And more rows of them: a group is one for each currency, and for each rate that is kept. */
export const MOST_ROWS = 200_000

/** The records of a list: `ref`, `title`, then `c0`, `c1`… per column; money has its currency in `c0c`, a record its name in `c0t`. */
export function compileList(context: AskContext, query: Query, columns: readonly Path[], limit: number): Statement {
  const statement = new StatementBuilder(context, query.set)
  const { root } = statement
  const where = query.where.map((condition) => conditionSql(statement, context, condition))
  const shown = columns.flatMap((path, n) => listColumn(statement, path, n))
  const record = [`${statement.sql(query.set.ref, root)} as ref`, `${statement.sql(query.set.title, root)} as title`]
  const order = orderSql(statement, context, query)
  return statement.finish(
    [...record, ...shown],
    where,
    `order by ${order}, ${root.alias}.id limit ${Math.trunc(limit)}`,
  )
}

function listColumn(statement: StatementBuilder, path: Path, n: number): string[] {
  const row = statement.follow(statement.root, path.steps)
  if (!path.field) {
    const to = statement.follow(row, [lastOf(path)])
    return [`${statement.sql(to.set.ref, to)} as c${n}`, `${statement.sql(to.set.title, to)} as c${n}t`]
  }
  const sql = statement.sql(path.field.sql, row)
  if (path.field.type === 'money')
    return [`${sql} as c${n}`, `${statement.sql(path.field.currency ?? '', row)} as c${n}c`]
  if (path.field.type === 'tags') return [`array_to_string(${sql}, ', ') as c${n}`]
  if (path.field.type === 'number') return [`(${sql})::float8 as c${n}`]
  return [`${sql} as c${n}`]
}

const lastOf = (path: Path): string => path.text.split('.').at(-1) ?? ''

function orderSql(statement: StatementBuilder, context: AskContext, { set, sort }: Query): string {
  const by: Sort = sort ?? { by: set.sort.replace(/^-/, ''), descending: set.sort.startsWith('-') }
  const path = findPath(context.catalogue, context.sight, set, by.by)
  if (!path) return `${statement.root.alias}.id`
  const row = statement.follow(statement.root, path.steps)
  const direction = by.descending ? 'desc' : 'asc'
  return `${path.field ? orderedSql(statement, path.field, row) : titleSql(statement, row, path)} ${direction} nulls last`
}

const titleSql = (statement: StatementBuilder, row: RowSource, path: Path): string => {
  const to = statement.follow(row, [lastOf(path)])
  return statement.sql(to.set.title, to)
}

/** A choice has an order of its own: `urgent` before `high`. */
const orderedSql = (statement: StatementBuilder, { type, sql, choices }: AskField, row: RowSource): string =>
  type === 'choice' && choices
    ? `array_position(${statement.list(choices, 'text')}, ${statement.sql(sql, row)})`
    : statement.sql(sql, row)

/** How many records a list is of, and what its amounts add up to: a row a currency and rate that is kept, `n`, `currency`, `rate` and `m0`, `m1`… in minor units. */
export function compileTotals(context: AskContext, query: Query, amounts: readonly Path[]): Statement {
  const statement = new StatementBuilder(context, query.set)
  const where = query.where.map((condition) => conditionSql(statement, context, condition))
  const [first] = amounts
  const rated = amounts.find(({ field }) => field?.rate !== undefined)
  const currency = first ? currencySql(statement, first) : `''`
  const sums = amounts.map((path, n) => `sum(${fieldSql(statement, path)})::text as m${n}`)
  const rate = rated ? rateSql(statement, rated) : 'null::text'
  return statement.finish(
    [`count(*)::int as n`, `${currency} as currency`, `${rate} as rate`, ...sums],
    where,
    'group by 2, 3',
  )
}

const fieldSql = (statement: StatementBuilder, path: Path): string =>
  statement.sql(path.field?.sql ?? '', statement.follow(statement.root, path.steps))

const rateSql = (statement: StatementBuilder, path: Path): string =>
  path.field?.rate === undefined
    ? 'null::text'
    : statement.sql(path.field.rate, statement.follow(statement.root, path.steps))

const currencySql = (statement: StatementBuilder, path: Path): string =>
  statement.sql(path.field?.currency ?? '', statement.follow(statement.root, path.steps))

/**
 * The groups of a question: `g0`, `g1`… what they are grouped by, `n` how many, `currency`, and `m0`, `m1`… per measure as text,
 * with how many values it is of in `m0n`. A group whose records are in several currencies, or keep several rates (`rate`), is several rows.
 */
export function compileGroups(context: AskContext, query: Query): Statement {
  const statement = new StatementBuilder(context, query.set)
  const where = query.where.map((condition) => conditionSql(statement, context, condition))
  const groups = query.group.map((grouping) => groupSql(statement, context, grouping))
  const amounts = query.measures.flatMap((measure) =>
    measure.of !== 'count' && measure.path.field?.type === 'money' ? [measure.path] : [],
  )
  const money = amounts.find(({ field }) => field?.rate !== undefined) ?? amounts[0]
  const currency = money ? [currencySql(statement, money), rateSql(statement, money)] : []
  const keys = [...groups, ...currency]
  const columns = [
    ...groups.map((sql, n) => `${sql} as g${n}`),
    ...currency.map((sql, n) => `${sql} as ${n === 0 ? 'currency' : 'rate'}`),
    'count(*)::int as n',
    ...query.measures.flatMap((measure, n) => measureSql(statement, measure, n)),
  ]
  const grouped = keys.length === 0 ? '' : `group by ${keys.map((_, n) => n + 1).join(', ')}`
  return statement.finish(columns, where, `${grouped} limit ${MOST_ROWS + 1}`)
}

function measureSql(statement: StatementBuilder, measure: Measure, n: number): string[] {
  if (measure.of === 'count') return []
  const sql = fieldSql(statement, measure.path)
  const of = measure.of === 'avg' ? 'sum' : measure.of
  return [`${of}(${sql})::text as m${n}`, `count(${sql})::int as m${n}n`]
}

function groupSql(statement: StatementBuilder, context: AskContext, { path, part }: Grouping): string {
  const row = statement.follow(statement.root, path.steps)
  if (!path.field) return recordSql(statement, context, row, path)
  const sql = statement.sql(path.field.sql, row)
  if (path.field.type === 'tags') return statement.unnest(sql)
  if (path.field.type === 'flag') return `coalesce((${sql}), false)`
  if (path.field.type === 'number' || path.field.type === 'percent') return `(${sql})::float8`
  if (!part) return sql
  const local = path.field.type === 'instant' ? `${sql} at time zone ${statement.value(context.timeZone, 'text')}` : sql
  return truncatedSql(part, local, context.fiscalYearStart)
}

/** Who sees all of a set is told names afterwards, so that nothing is joined; of what is beyond somebody's reach nothing goes into the groups at all. */
function recordSql(statement: StatementBuilder, context: AskContext, row: RowSource, path: Path): string {
  const to = path.relation && context.catalogue.get(path.relation.to)
  if (to && !path.relation?.becomes && ownersIn(context.sight, to) === 'all')
    return statement.sql(path.relation.sql, row)
  return `${statement.follow(row, [lastOf(path)]).alias}.id`
}

/** The ids of the records that conditions are true of. */
export function compileIds(context: AskContext, { set, where }: Pick<Query, 'set' | 'where'>): Statement {
  const statement = new StatementBuilder(context, set)
  const conditions = where.map((condition) => conditionSql(statement, context, condition))
  return statement.finish([`${statement.root.alias}.id`], conditions, '')
}

/** `id`, `ref` and `title` of records by id, those that the asker sees. */
export function compileNames(context: AskContext, set: RecordSet, ids: readonly string[]): Statement {
  const statement = new StatementBuilder(context, set)
  const { root } = statement
  const columns = [
    `${root.alias}.id::text as id`,
    `${statement.sql(set.ref, root)} as ref`,
    `${statement.sql(set.title, root)} as title`,
  ]
  return statement.finish(columns, [`${root.alias}.id = any (${statement.list(ids, 'uuid')})`], '')
}

/** What is in use stands in so many of the newest records: ten million postings are not read for the words of a sentence. */
export const NEWEST_RECORDS = 20_000

/** Which values: `most` of them, and only what is one of some words, whatever their case; of the `newest` records alone, where so many say enough. */
type Values = { most: number; among?: readonly string[]; newest?: number }

/** What stands in a field of the records that the asker sees: `value`, the commonest first. */
export function compileValues(
  context: AskContext,
  set: RecordSet,
  path: Path,
  { most, among, newest }: Values,
): Statement {
  const statement = new StatementBuilder(context, set, { newest })
  const sql = fieldSql(statement, path)
  const value = path.field?.type === 'tags' ? statement.unnest(sql) : sql
  const conditions = among ? [`lower(${value}) = any (${statement.list(among, 'text')})`] : []
  return statement.finish(
    [`${value} as value`],
    conditions,
    `group by 1 order by count(*) desc limit ${Math.trunc(most)}`,
  )
}

/** What a sentence may call records: `names` whole, by `refs`, by the one or two words that a name `begins` with, or by its last. */
export type Mentioned = Readonly<Record<'names' | 'refs' | 'begins' | 'ends', readonly string[]>>

/**
 * `ref` and `title` of the records that are mentioned; those of the longest such names first. Beginnings are ranges of the key, which
 * stay on its index behind row security.
 */
export function compileMentioned(context: AskContext, set: RecordSet, said: Mentioned, most: number): Statement {
  const statement = new StatementBuilder(context, set)
  const { root } = statement
  const title = statement.sql(set.title, root)
  const key = set.key ? statement.sql(set.key, root) : `lower(${title})`
  const ref = statement.sql(set.ref, root)
  const among = (sql: string, keys: readonly string[]) => `${sql} = any (${statement.list(keys, 'text')})`
  const begins = (words: string) =>
    `(${key} >= ${statement.value(`${words} `, 'text')} and ${key} < ${statement.value(prefixEnd(`${words} `), 'text')})`
  const whole = among(key, said.names)
  const [twos, ones] = [true, false].map((two) =>
    said.begins
      .filter((words) => words.includes(' ') === two)
      .map(begins)
      .join(' or '),
  )
  const others = [
    ...(said.ends.length > 0 ? [among(`split_part(${key}, ' ', -1)`, said.ends)] : []),
    ...(said.refs.length > 0 ? [among(ref, said.refs)] : []),
  ]
  return statement.finish(
    [`${ref} as ref`, `${title} as title`],
    [`(${[whole, twos, ones, ...others].filter(Boolean).join(' or ')})`],
    `order by case when ${whole} then 0${twos ? ` when ${twos} then 1` : ''} else 2 end, 2 limit ${Math.trunc(most)}`,
  )
}
