import type { SqlScope } from '../../../db/sql-workspace.js'
import { runStatement } from '../../../domain/ask/ask-store.js'
import { compileValues, NEWEST_RECORDS } from '../../../domain/ask/compile-query.js'
import { findNamed } from '../../../domain/ask/find-named.js'
import { findPath, listedAt, type Path } from '../../../domain/ask/path.js'
import type { Condition, Query, Test, Value } from '../../../domain/ask/query.js'
import type { RecordSet } from '../../../domain/ask/record-set.js'
import type { AskContext } from '../../../domain/ask/statement.js'
import { listFamily } from '../../../domain/crm/company-family.js'
import { countryCode } from '../../../domain/crm/country.js'
import type { Member } from '../../../domain/people/staff.js'
import { nameKey } from '../../../lib/name-key.js'
import { nearest } from '../grammar/nearest.js'
import { shown } from '../values/reading.js'
import { type Line, misread } from './misread.js'

export type Names = { read: SqlScope; context: AskContext; asker: Member; line: Line }

/** Looks up the records and the values of lists that a question names. Throws `Misread` where words name nothing, or several. */
export async function settleNames(names: Names, query: Query): Promise<Query> {
  const where = await Promise.all(query.where.map((condition) => settled(names, query.set, condition)))
  return { ...query, where }
}

async function settled(names: Names, set: RecordSet, condition: Condition): Promise<Condition> {
  const { path } = condition
  if (path.relation)
    return {
      ...condition,
      tests: await Promise.all(condition.tests.map((test) => recordTest(names, path, condition, test))),
    }
  if (!path.field.listed) return condition
  // What is said in full is nearly always in use: all the records are read for what is not.
  const newest = await listedValues(names, path, NEWEST_RECORDS)
  const isThere = (test: Test) => {
    const words = wordsOf(path, test)
    return words === undefined || newest.some((value) => keyOf(value) === keyOf(words))
  }
  const values = condition.tests.every(isThere) ? newest : await listedValues(names, path)
  const tests = condition.tests.map((test) => listedTest(path, test, values))
  if (tests.every((test) => test !== undefined)) return { ...condition, tests }
  return elsewhere(names, set, condition, values)
}

async function recordTest(
  names: Names,
  path: Path & { to: RecordSet },
  { word }: Condition,
  test: Test,
): Promise<Test> {
  const words = textOf(test)
  if (words === undefined) return test
  const { asker } = names
  if (path.to.name === 'staff' && /^(me|mine|myself|my)$/i.test(words)) return is({ ids: [asker.id], words: 'me' })
  if (path.to.name === 'staff' && /^(my-?team|team)$/i.test(words))
    return is({ ids: [...asker.team], words: 'my-team' })
  const found = await findNamed(names.read, names.context, path.to, words)
  const [only, ...others] = found
  const called = ({ ref, title }: { ref: string; title: string }) => (ref === '' ? title : ref)
  if (!only) throw misread(names.line, word, `There is no ${path.to.one} ${shown(words)}.`)
  if (others.length > 0) {
    const listed = found.map(({ ref, title }) => (ref === '' || ref === title ? title : `${title} (${ref})`))
    throw misread(
      names.line,
      word,
      `${shown(words)} may be ${listed.join(', ')}: say which.`,
      found.map((each) => `${path.text}:${inQuotes(called(each))}`),
    )
  }
  const ids = path.to.table === 'company' ? await listFamily(names.read, only.id) : [only.id]
  return is({ ids, words: only.title || only.ref })
}

const inQuotes = (text: string) => (/[\s,"“”]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text)
const is = (value: Value): Test => ({ op: '=', value })
const textOf = (test: Test): string | undefined =>
  test.op === '=' && 'text' in test.value ? test.value.text : undefined

/** As many as a short list may have. */
const MOST_VALUES = 500

async function listedValues({ read, context }: Names, path: Path, newest?: number): Promise<readonly string[]> {
  const list = listedAt(context.catalogue, context.sight, path)
  const statement = compileValues(context, list.set, list, {
    most: MOST_VALUES,
    ...(newest !== undefined && { newest }),
  })
  const rows = await runStatement<{ value: unknown }>(read, statement)
  return rows.flatMap(({ value }) => (typeof value === 'string' && value !== '' ? [value] : []))
}

const keyOf = (words: string): string => nameKey(words).replace(/[_-]/g, ' ')

/** What a list would have it as: countries stand there by their codes. */
function wordsOf(path: Path, test: Test): string | undefined {
  const text = textOf(test)
  return text !== undefined && path.field?.country ? (countryCode(text) ?? text) : text
}

/** Undefined where the list has nothing like it. */
function listedTest(path: Path, test: Test, values: readonly string[]): Test | undefined {
  const words = wordsOf(path, test)
  if (words === undefined) return test
  const key = keyOf(words)
  const tiers = [
    (value: string) => value === key,
    (value: string) => value.startsWith(key),
    (value: string) => value.includes(` ${key}`),
  ]
  for (const matches of tiers) {
    const among = values.filter((value) => matches(keyOf(value)))
    if (among.length > 0) return is({ among, words: among.length === 1 ? (among[0] ?? words) : words })
  }
  // A country is one whether or not any record is of it.
  const code = path.field?.country ? countryCode(words) : undefined
  return code ? is({ among: [code], words: code }) : undefined
}

/** `stage:open` means the status; otherwise the word is none of the list. */
function elsewhere(
  { context, line }: Names,
  set: RecordSet,
  condition: Condition,
  values: readonly string[],
): Condition {
  const { path, tests, word } = condition
  const other =
    path.field?.orElse && path.steps.length === 0
      ? findPath(context.catalogue, context.sight, set, path.field.orElse)
      : undefined
  const choices = other?.field?.choices ?? []
  const texts = tests.map((test) => textOf(test)?.toLowerCase())
  if (other && texts.every((text) => text !== undefined && choices.includes(text)))
    return { ...condition, path: other, tests: texts.map((text) => is({ among: [text ?? ''], words: text ?? '' })) }
  const wrong =
    tests.map(textOf).find((text) => text !== undefined && !values.some((value) => nameKey(value) === nameKey(text))) ??
    ''
  if (values.length === 0)
    throw misread(line, word, `No ${path.set.one} has a ${path.label.toLowerCase()} that you may see.`)
  const near = nearest(wrong, values)
  const some = values.slice(0, 8).join(', ')
  throw misread(
    line,
    word,
    `There is no ${path.label.toLowerCase()} ${shown(wrong)}: there is ${some}${values.length > 8 ? '…' : ''}.`,
    near === undefined ? [] : [`${path.text}:${inQuotes(near)}`],
  )
}
