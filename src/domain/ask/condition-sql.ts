import { divideRounded, fromDecimal, minorDigits } from '../../lib/money.js'
import type { Condition, Test, Value } from './query.js'
import type { AskField } from './record-set.js'
import type { AskContext, RowSource, StatementBuilder } from './statement.js'

/** A condition as SQL that is true or false, never null. */
export function conditionSql(
  statement: StatementBuilder,
  context: AskContext,
  { path, not, tests }: Condition,
): string {
  const row = statement.follow(statement.root, path.steps)
  const build = path.field
    ? fieldTest(statement, context, path.field, row)
    : recordTest(statement, path.relation.sql, row)
  const any = tests.map(build).join(' or ')
  return not ? `not coalesce((${any}), false)` : `(${any})`
}

type Build = (test: Test) => string

const recordTest = (statement: StatementBuilder, id: string, row: RowSource): Build => {
  const sql = statement.sql(id, row)
  return (test) => {
    if (test.op === 'none') return `${sql} is null`
    if (test.op === 'any') return `${sql} is not null`
    if (test.op === '..' || !('ids' in test.value)) throw new Error('A record is compared with records.')
    return `${sql} = any (${statement.list(test.value.ids, 'uuid')})`
  }
}

function fieldTest(statement: StatementBuilder, context: AskContext, field: AskField, row: RowSource): Build {
  const sql = statement.sql(field.sql, row)
  return (test) => {
    if (test.op === 'none') return emptySql(field, sql)
    if (test.op === 'any') return `not (${emptySql(field, sql)})`
    switch (field.type) {
      case 'date':
      case 'instant':
        return daysSql(test, field.type === 'date' ? dateEdges(statement, sql) : instantEdges(statement, context, sql))
      case 'money':
        return betweenSql(test, (op, value) =>
          moneySql(statement, context, { sql, currency: statement.sql(field.currency ?? '', row) }, op, value),
        )
      case 'number':
      case 'percent':
        return betweenSql(test, (op, value) => `${sql} ${op} ${statement.value(numberIn(value), 'numeric')}`)
      case 'flag':
        return flagIn(test) ? `(${sql}) is true` : `(${sql}) is not true`
      case 'tags':
        return `exists (select from unnest(${sql}) as held(value) where lower(held.value) = any (${statement.list(wordsIn(test).map(lower), 'text')}))`
      default:
        return textSql(statement, sql, test)
    }
  }
}

const emptySql = ({ type }: AskField, sql: string): string =>
  type === 'text' ? `coalesce(${sql}, '') = ''` : type === 'tags' ? `cardinality(${sql}) = 0` : `(${sql}) is null`

const lower = (text: string) => text.toLowerCase()

function textSql(statement: StatementBuilder, sql: string, test: Test): string {
  if (test.op === '~')
    return `${sql} ilike ${statement.value(`%${wordsIn(test)[0]?.replace(/[\\%_]/g, '\\$&') ?? ''}%`, 'text')}`
  if (test.op === '=' && 'among' in test.value) return `${sql} = any (${statement.list(test.value.among, 'text')})`
  return `lower(${sql}) = any (${statement.list(wordsIn(test).map(lower), 'text')})`
}

/** The texts that a test is about. */
function wordsIn(test: Test): readonly string[] {
  const value = 'value' in test ? test.value : undefined
  if (value && 'among' in value) return value.among
  if (value && 'text' in value) return [value.text]
  throw new Error('A text is compared with texts.')
}

const flagIn = (test: Test): boolean => {
  if ('value' in test && 'flag' in test.value) return test.value.flag
  throw new Error('A yes or no is compared with yes or no.')
}

const numberIn = (value: Value): string => {
  if ('number' in value) return String(value.number)
  throw new Error('A number is compared with numbers.')
}

type Compare = '=' | '>' | '>=' | '<' | '<='

/** A test of something that has an order, by what compares it with one value. */
function betweenSql(test: Test, compare: (op: Compare, value: Value) => string): string {
  if (test.op === 'none' || test.op === 'any' || test.op === '~') throw new Error(`"${test.op}" compares no numbers.`)
  if (test.op !== '..') return compare(test.op, test.value)
  const sides = [...(test.from ? [compare('>=', test.from)] : []), ...(test.to ? [compare('<=', test.to)] : [])]
  return sides.length === 0 ? 'true' : `(${sides.join(' and ')})`
}

/**
 * Without a currency an amount means what is worth as much: it is put into each currency that has a rate, and compared there. What
 * has none is not found.
 */
function moneySql(
  statement: StatementBuilder,
  { baseCurrency, rates }: AskContext,
  { sql, currency }: { sql: string; currency: string },
  op: Compare,
  value: Value,
): string {
  if (!('amount' in value)) throw new Error('An amount is compared with amounts.')
  const { amount } = value
  const only = (code: string) =>
    `(${currency} = ${statement.value(code, 'text')} and ${sql} ${op} ${statement.value(minorOf(amount, code), 'bigint')})`
  if (value.currency !== null) return only(value.currency)
  if (Number(amount) === 0) return `${sql} ${op} 0`
  if (rates.size === 0) return only(baseCurrency)
  const cases = [
    [baseCurrency, minorOf(amount, baseCurrency)] as const,
    ...[...rates].map(([code, rate]) => [code, worth(amount, code, rate)] as const),
  ]
  const whens = cases.map(
    ([code, minor]) => `when ${statement.value(code, 'text')} then ${statement.value(minor, 'bigint')}`,
  )
  return `${sql} ${op} (case ${currency} ${whens.join(' ')} end)`
}

/** Minor units; digits that the currency does not have are cut, since nothing there has them. */
const minorOf = (decimal: string, currency: string): string => {
  const [whole = '0', part = ''] = decimal.split('.')
  const digits = part.slice(0, minorDigits(currency))
  return fromDecimal(digits === '' ? whole : `${whole}.${digits}`, currency).minor.toString()
}

/** An amount of the base currency in another, by what one unit of that is worth. */
function worth(decimal: string, currency: string, rate: string): string {
  const [whole = '1', part = ''] = rate.split('.')
  const scaled = fromDecimal(decimal.replace(/(\.\d{3})\d+$/, '$1'), 'KWD').minor
  const numerator = scaled * 10n ** BigInt(part.length) * 10n ** BigInt(minorDigits(currency))
  return divideRounded(numerator, BigInt(whole + part) * 1000n).toString()
}

type Days = { from: string; to: string }
/** How a field is before, on or after days: `first` and `behind` are the first of them and the day after the last. */
type Edges = {
  atLeast(day: string): string
  atMost(day: string): string
  before(day: string): string
  after(day: string): string
}

const dateEdges = (statement: StatementBuilder, sql: string): Edges => ({
  atLeast: (day) => `${sql} >= ${statement.value(day, 'date')}`,
  atMost: (day) => `${sql} <= ${statement.value(day, 'date')}`,
  before: (day) => `${sql} < ${statement.value(day, 'date')}`,
  after: (day) => `${sql} > ${statement.value(day, 'date')}`,
})

/** An instant lies on the asker's day. */
function instantEdges(statement: StatementBuilder, { timeZone }: AskContext, sql: string): Edges {
  const start = (day: string, plus = '') =>
    `((${statement.value(day, 'date')}${plus})::timestamp at time zone ${statement.value(timeZone, 'text')})`
  return {
    atLeast: (day) => `${sql} >= ${start(day)}`,
    atMost: (day) => `${sql} < ${start(day, ' + 1')}`,
    before: (day) => `${sql} < ${start(day)}`,
    after: (day) => `${sql} >= ${start(day, ' + 1')}`,
  }
}

function daysSql(test: Test, edges: Edges): string {
  if (test.op === '..') {
    const sides = [
      ...(test.from ? [edges.atLeast(daysIn(test.from).from)] : []),
      ...(test.to ? [edges.atMost(daysIn(test.to).to)] : []),
    ]
    return sides.length === 0 ? 'true' : `(${sides.join(' and ')})`
  }
  if (test.op === 'none' || test.op === 'any' || test.op === '~') throw new Error(`"${test.op}" compares no days.`)
  const { from, to } = daysIn(test.value)
  if (test.op === '>') return edges.after(to)
  if (test.op === '>=') return edges.atLeast(from)
  if (test.op === '<') return edges.before(from)
  if (test.op === '<=') return edges.atMost(to)
  return `(${edges.atLeast(from)} and ${edges.atMost(to)})`
}

const daysIn = (value: Value): Days => {
  if ('from' in value) return value
  throw new Error('A day is compared with days.')
}
