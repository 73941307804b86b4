import type { AskCatalogue, Sight } from '../../../domain/ask/catalogue.js'
import { findPath, namesIn, type Path } from '../../../domain/ask/path.js'
import { PARTS, type Part } from '../../../domain/ask/periods.js'
import {
  CHARTS,
  COMPARED,
  type Condition,
  type Figured,
  type Grouping,
  groupKey,
  type Measure,
  measureKey,
  type Query,
  type Sort,
} from '../../../domain/ask/query.js'
import type { RecordSet } from '../../../domain/ask/record-set.js'
import type { Token } from '../grammar/tokenize.js'
import { shown } from '../values/reading.js'
import { asCompared, CLAUSES, capital, checkWhole, JOINING, MOST, near } from './clauses.js'
import { type Line, misread } from './misread.js'
import { readDays } from './read-days.js'
import { readTests, type TestContext } from './read-test.js'

export type QueryReading = TestContext & { catalogue: AskCatalogue; sight: Sight }

type Draft = {
  where: Condition[]
  group: Grouping[]
  measures: Measure[]
  shows: Path[]
  sort?: { word: string; at: number }
  limit?: number
  chart?: Query['chart']
  compare?: Query['compare']
}

/** Reads `where … group:… sum:…` of one kind of record. Throws `Misread`, which points at the word. */
export function readQuery(set: RecordSet, line: Line, context: QueryReading): Query {
  const draft: Draft = { where: [], group: [], measures: [], shows: [] }
  const reader = new QueryReader(set, line, context, draft)
  for (let at = 0; at < line.tokens.length; ) at += reader.take(at)
  const query: Query = {
    set,
    where: draft.where,
    group: draft.group,
    measures: withoutIdle(draft),
    shows: draft.shows,
    sort: undefined,
    limit: draft.limit,
    chart: draft.chart,
    compare: draft.compare,
  }
  checkWhole(query, line)
  return { ...query, sort: reader.sortOf(query) }
}

/** How many there are is always said of groups. */
const withoutIdle = ({ group, measures }: Draft): Measure[] =>
  group.length > 0 ? measures.filter(({ of }) => of !== 'count') : measures

class QueryReader {
  readonly set: RecordSet
  readonly line: Line
  readonly context: QueryReading
  readonly draft: Draft

  constructor(set: RecordSet, line: Line, context: QueryReading, draft: Draft) {
    this.set = set
    this.line = line
    this.context = context
    this.draft = draft
  }

  /** Takes what stands at a word; answers how many words that were. */
  take(at: number): number {
    const token = this.#token(at)
    if (token.key === undefined) return this.#loose(token, at)
    const key = token.key.toLowerCase()
    const clause = Object.keys(CLAUSES).find((name) => name === key || CLAUSES[name]?.includes(key))
    if (clause && !this.#path(key)) this.#clause(clause, token.text, at)
    else return this.#condition(key, token, at)
    return 1
  }

  #token = (at: number): Token => this.line.tokens[at] as Token
  #path = (typed: string) => findPath(this.context.catalogue, this.context.sight, this.set, typed)

  /** A word that stands alone: `where`, `count`, or what is yes or no, or a status, by itself. */
  #loose(token: Token, at: number): number {
    const word = token.text.toLowerCase()
    if (JOINING.includes(word) || word === '') return 1
    if (word === 'count') this.draft.measures.push({ of: 'count' })
    else {
      const path = this.#path(word)
      const status = Object.keys(this.set.fields).find((name) => this.set.fields[name]?.choices?.includes(word))
      if (path?.field?.type === 'flag')
        this.draft.where.push({ path, not: false, tests: [{ op: '=', value: { flag: true } }], word: at })
      else if (status) return this.#condition(status, { ...token, key: status }, at)
      else
        throw misread(
          this.line,
          at,
          `I don't know what ${shown(token.text)} is for: put what it is about before it, like ${this.set.sort.replace('-', '')}:${token.text}.`,
          near(word, [...Object.keys(CLAUSES), 'where', 'count']),
        )
    }
    return 1
  }

  #condition(key: string, token: Token, at: number): number {
    const path = this.#path(key)
    if (!path) throw this.#unknown(key, token, at)
    const days = path.field?.type === 'date' || path.field?.type === 'instant'
    const words = days && !token.quoted ? this.#longest(token, at) : 1
    const text = [token.text, ...this.line.tokens.slice(at + 1, at + words).map((each) => each.text)].join(' ')
    const read = readTests(path, text, token.quoted, this.context)
    if (!read.ok)
      throw misread(this.line, at, read.problem, read.near === undefined ? [] : [`${path.text}:${read.near}`])
    this.#add({ path, word: at, ...read.value })
    return words
  }

  /** Days may be several words: `close:this quarter`. */
  #longest(token: Token, at: number): number {
    const mark = /^!?(>=|<=|>|<|=)?/.exec(token.text)?.[0] ?? ''
    const following = this.line.tokens.slice(at + 1, at + 4)
    const end = following.findIndex(({ key, quoted }) => key !== undefined || quoted)
    for (let count = end < 0 ? following.length : end; count > 0; count -= 1) {
      const text = [token.text.slice(mark.length), ...following.slice(0, count).map((each) => each.text)].join(' ')
      if (readDays(text, this.context.reading).ok) return count + 1
    }
    return 1
  }

  /** Said twice, what is plain is one or the other: `owner:dana owner:tom`. */
  #add(condition: Condition): void {
    const { where } = this.draft
    const plain = ({ not, tests }: Condition) =>
      !not && tests.every(({ op }) => op === '=' || op === '~' || op === 'none')
    const same = where.findIndex((each) => each.path.text === condition.path.text && plain(each) && plain(condition))
    const known = where[same]
    if (known) where[same] = { ...known, tests: [...known.tests, ...condition.tests] }
    else where.push(condition)
  }

  #unknown(key: string, token: Token, at: number) {
    const names = namesIn(this.context.catalogue, this.context.sight, this.set)
    const close = near(key, [...names, ...Object.keys(CLAUSES)])
    const hint = close[0] ? ` Did you mean ${close[0]}:?` : ` There is ${names.map((name) => `${name}:`).join(', ')}.`
    const rest = token.raw.slice(token.raw.indexOf(':') + 1)
    return misread(
      this.line,
      at,
      `${capital(this.set.many)} have no ${shown(`${key}:`)}.${hint}`,
      close.map((name) => `${name}:${rest}`),
    )
  }

  #clause(clause: string, text: string, at: number): void {
    const parts = text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
    if (parts.length === 0) throw misread(this.line, at, `There is nothing behind ${clause}:.`)
    if (clause === 'group') for (const part of parts) this.draft.group.push(this.#grouping(part, at))
    else if (clause === 'show') for (const part of parts) this.draft.shows.push(this.#known(part, at, clause))
    else if (clause === 'sort') this.draft.sort = { word: text.trim(), at }
    else if (clause === 'limit') this.draft.limit = this.#limit(text, at)
    else if (clause === 'chart') this.draft.chart = this.#choice(CHARTS, text, at, clause)
    else if (clause === 'compare') this.draft.compare = this.#beside(text, at)
    else for (const part of parts) this.draft.measures.push(this.#measure(clause as Figured['of'], part, at))
  }

  #known(typed: string, at: number, clause: string): Path {
    const path = this.#path(typed)
    if (path) return path
    const close = near(typed, namesIn(this.context.catalogue, this.context.sight, this.set))
    const hint = close[0] ? ` Did you mean ${close[0]}?` : ''
    throw misread(
      this.line,
      at,
      `${capital(this.set.many)} have no ${shown(typed)}.${hint}`,
      close.map((name) => `${clause}:${name}`),
    )
  }

  #grouping(typed: string, at: number): Grouping {
    const lower = typed.toLowerCase()
    const part = PARTS.find((each) => lower === each || lower.endsWith(`.${each}`))
    const name = part ? lower.slice(0, -part.length).replace(/\.$/, '') : typed
    if (part && (name || this.set.day)) {
      const path = this.#path(name || (this.set.day ?? ''))
      if (path?.field?.type === 'date' || path?.field?.type === 'instant') return { path, part }
    }
    const path = this.#known(typed, at, 'group')
    if (path.field?.type === 'money')
      throw misread(this.line, at, `Every amount would be a group of its own. Add it up instead: sum:${path.text}.`)
    const day = path.field?.type === 'date' || path.field?.type === 'instant'
    return day ? { path, part: (part ?? 'month') as Part } : { path }
  }

  #measure(of: Figured['of'], typed: string, at: number): Measure {
    const path = this.#known(typed, at, of)
    const type = path.field?.type
    const counts = type === 'money' || type === 'number' || (type === 'percent' && of !== 'sum')
    const days = (type === 'date' || type === 'instant') && (of === 'min' || of === 'max')
    if (!counts && !days)
      throw misread(
        this.line,
        at,
        `${path.label} can't be put together by ${of}: it is ${type === undefined ? 'a record' : 'no number'}.`,
        this.set.amount ? [`${of}:${this.set.amount}`] : ['count'],
      )
    return { of, path }
  }

  #limit(text: string, at: number): number {
    const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0
    if (limit < 1 || limit > MOST)
      throw misread(this.line, at, `${shown(text)} is no number of rows from 1 to ${MOST}.`)
    return limit
  }

  #choice<T extends string>(choices: readonly T[], text: string, at: number, clause: string): T {
    const choice = choices.find(
      (each) => each === text.toLowerCase() || (text.length > 2 && each.startsWith(text.toLowerCase())),
    )
    if (choice) return choice
    throw misread(
      this.line,
      at,
      `${shown(text)} is none of ${choices.join(', ')}.`,
      near(text, choices).map((each) => `${clause}:${each}`),
    )
  }

  /** A time before, or days by their name: `last-year`, `q2`. */
  #beside(text: string, at: number): Query['compare'] {
    const words = asCompared(text)
    const days = COMPARED.some((each) => each === words)
      ? undefined
      : readDays(text, { ...this.context.reading, past: true })
    return days?.ok ? { words: text.trim().toLowerCase(), ...days.value } : this.#choice(COMPARED, words, at, 'compare')
  }

  /** A figure or grouping by what it is of; in a list any field. */
  sortOf(query: Query): Sort | undefined {
    const { sort } = this.draft
    if (!sort) return undefined
    const descending = sort.word.startsWith('-') || /[ -]desc(ending)?$/i.test(sort.word)
    const word = sort.word.replace(/^[-+]/, '').replace(/[ -](desc|asc)(ending)?$/i, '')
    if (query.group.length + query.measures.length === 0)
      return { by: this.#known(word, sort.at, 'sort').text, descending }
    if (word.toLowerCase() === 'count') return { by: 'count', descending }
    const path = this.#path(word.replace(/\.(day|week|month|quarter|year)$/, ''))
    const measure = query.measures.find(
      (each) => measureKey(each) === word || (each.of !== 'count' && each.path.text === path?.text),
    )
    const group = query.group.find((each) => groupKey(each) === word || each.path.text === path?.text)
    if (measure) return { by: measureKey(measure), descending }
    if (group) return { by: groupKey(group), descending }
    const there = [
      ...query.group.map(({ path: { text } }) => text),
      ...query.measures.flatMap((each) => (each.of === 'count' ? [] : [each.path.text])),
      'count',
    ]
    throw misread(
      this.line,
      sort.at,
      `These groups can't be sorted by ${shown(word)}: there is ${there.join(', ')}.`,
      there.map((each) => `sort:-${each}`),
    )
  }
}
