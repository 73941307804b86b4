import type { Condition, Query, Test, Value } from './query.js'
import { measureKey } from './query.js'

/** A question as it is typed, without `report` before it: what was understood, what is saved, what a button says. */
export function sayQuery(query: Query): string {
  const { set, where, group, measures, shows, sort, limit, chart, compare } = query
  const parts = [
    where.length > 0 && `where ${where.map(sayCondition).join(' ')}`,
    group.length > 0 && `group:${group.map(({ path, part }) => (part ? `${path.text}.${part}` : path.text)).join(',')}`,
    ...measures.map((measure) => (measure.of === 'count' ? 'count' : `${measure.of}:${measure.path.text}`)),
    shows.length > 0 && `show:${shows.map(({ text }) => text).join(',')}`,
    sort && `sort:${sort.descending ? '-' : ''}${sortWords(query, sort.by)}`,
    limit !== undefined && `limit:${limit}`,
    chart && `chart:${chart}`,
    compare && `compare:${typeof compare === 'string' ? compare : compare.words}`,
  ]
  return [set.name, ...parts.filter((part) => typeof part === 'string')].join(' ')
}

/** A measure is sorted by as it is asked for: `sort:-amount` where there is one sum of it. */
function sortWords({ measures }: Query, by: string): string {
  const measure = measures.find((each) => measureKey(each) === by)
  return measure && measure.of !== 'count' ? measure.path.text : by
}

export function sayCondition({ path, not, tests }: Condition): string {
  const said = tests.map(sayTest)
  // Several values stand behind commas; those with a space or a comma in them are said one by one.
  const parts = said.length > 1 && said.some((each) => ODD.test(each)) ? said : [said.join(',')]
  return parts
    .map((text) => `${path.text}:${quoted(`${not ? '!' : ''}${text}`, parts !== said && said.length > 1)}`)
    .join(' ')
}

const ODD = /[\s",“”]/

const quoted = (text: string, several: boolean): string =>
  ODD.test(several ? text.replaceAll(',', '') : text) ? `"${text.replaceAll('"', '\\"')}"` : text

function sayTest(test: Test): string {
  if (test.op === 'none' || test.op === 'any') return test.op
  if (test.op === '..') return `${test.from ? sayValue(test.from) : ''}..${test.to ? sayValue(test.to) : ''}`
  return `${test.op === '=' ? '' : test.op}${sayValue(test.value)}`
}

function sayValue(value: Value): string {
  if ('number' in value) return String(value.number)
  if ('amount' in value) return value.currency ? `${value.amount}${value.currency}` : shortAmount(value.amount)
  if ('flag' in value) return value.flag ? 'yes' : 'no'
  if ('text' in value) return value.text
  return value.words
}

/** `10k` for 10000, `1.5m` for 1500000: where nothing is lost by it. */
function shortAmount(decimal: string): string {
  const plain = decimal.replace(/\.0+$/, '')
  if (/^-?\d+00000$/.test(plain) && plain.length > 6) return `${Number(plain) / 1e6}m`
  return /^-?\d+000$/.test(plain) ? `${plain.slice(0, -3)}k` : plain
}
