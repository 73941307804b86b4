import { COMPARED } from '../../../../domain/ask/query.js'
import type { RecordSet } from '../../../../domain/ask/record-set.js'
import { tokenize } from '../../grammar/tokenize.js'
import { asCompared } from '../clauses.js'
import { readInWords } from './in-words.js'
import type { Known } from './known.js'
import { takeDays } from './periods-in-words.js'
import { commandOf, type Part, type QuestionParts, questionParts } from './question-parts.js'
import { Sentence } from './sentence.js'

/**
 * What a question becomes by words that say another time, filter or grouping ("in November", "for Acme", "by owner"): the commands that
 * it may be, none where a word of them was not understood. The words are read as they are behind the plain name of what is asked about,
 * and what they say there takes the place of what the question said of the same.
 */
export function changeQuestion(command: string, words: string, known: Known): string[] {
  const name = nameIn(command)
  const set = known.catalogue.get(name)
  if (set) return changeOfRecords(command, words, set, known)
  const report = known.reports.find((each) => each.name === name)
  return report ? changeOfReport(command, words, report, known) : []
}

const nameIn = (command: string): string => tokenize(command, 'ways')[1]?.text ?? ''

/** How the words of a change are read: with what they change before them. */
export const asWhole = (command: string, words: string, { catalogue }: Pick<Known, 'catalogue'>): string => {
  const name = nameIn(command)
  return `${catalogue.get(name)?.many ?? name.replaceAll('-', ' ')} ${words}`
}

function changeOfRecords(command: string, words: string, set: RecordSet, known: Known): string[] {
  const readings = (text: string) =>
    readInWords(text, known)
      .commands.filter((each) => nameIn(each) === set.name)
      .map((each) => questionParts(each, set, known))
  const [plain = { where: [], clauses: [] }] = readings(set.many)
  const asked = questionParts(command, set, known)
  const isNamed = takeDays(new Sentence(words))?.verb !== undefined
  const changed = readings(asWhole(command, words, known)).flatMap((read) => {
    const said = { where: without(read.where, plain.where), clauses: without(read.clauses, plain.clauses) }
    return said.where.length + said.clauses.length === 0 ? [] : merged(asked, said, isNamed)
  })
  return [...new Set(changed.map((parts) => commandOf(set, parts)))]
}

const without = (parts: readonly Part[], others: readonly Part[]): Part[] =>
  parts.filter(({ raw }) => !others.some((each) => each.raw === raw))

const replaced = (asked: readonly Part[], said: readonly Part[]): Part[] => [
  ...asked.filter(({ key }) => !said.some((each) => each.key === key)),
  ...said,
]

/** One question, or several where the time that is said may be that of more than one of its days. */
function merged(asked: QuestionParts, { where, clauses }: QuestionParts, isNamed: boolean): QuestionParts[] {
  const days = where.filter(({ isDay }) => isDay)
  const others = where.filter(({ isDay }) => !isDay)
  const put = withClauses(asked, clauses, days.length > 0)
  return withDays(replaced(asked.where, others), days, isNamed).map((conditions) => ({
    where: conditions,
    clauses: put,
  }))
}

/** The time of the question, by whichever of its days it had one; `isNamed`: the words say which day they mean. */
function withDays(asked: readonly Part[], said: readonly Part[], isNamed: boolean): Part[][] {
  const [day, ...more] = said
  const known = asked.filter(({ isDay }) => isDay)
  if (!day) return [[...asked]]
  if (more.length > 0 || isNamed || known.length === 0) return [replaced(asked, said)]
  return known.flatMap((each) =>
    bounds(each, day).map((raw) => asked.map((part) => (part === each ? { ...part, raw } : part))),
  )
}

/** "until October" and then "in November" may be until then, or that month. */
function bounds(asked: Part, said: Part): string[] {
  const value = said.raw.slice(said.raw.indexOf(':') + 1)
  const field = asked.raw.slice(0, asked.raw.indexOf(':') + 1)
  const mark = /^[<>]=?/.exec(asked.raw.slice(field.length))?.[0]
  if (mark === undefined || /^[<>]/.test(value)) return [`${field}${value}`]
  return [`${field}${mark}${value}`, `${field}${value}`]
}

const FIGURES = ['sum', 'avg', 'min', 'max', 'count']
const isFigure = ({ key }: Part): boolean => FIGURES.includes(key)

/** Clauses that are said take the place of their like; what was shown or sorted by groups that are no more goes with them. */
function withClauses({ clauses }: QuestionParts, said: readonly Part[], hasDays: boolean): Part[] {
  const isGrouped = clauses.some((part) => isFigure(part) || part.key === 'group')
  const regroups = said.some(({ key }) => key === 'group')
  const groups = clauses.filter(({ key }) => key === 'group').flatMap(({ raw }) => namesOf(raw))
  const stays = (part: Part): boolean => {
    if (part.key === 'compare') return !hasDays || COMPARED.some((each) => each === asCompared(valueOf(part)))
    if (!regroups) return true
    if (part.key === 'sort') return isGrouped && !groups.includes(valueOf(part).replace(/^[-+]/, ''))
    return part.key !== 'chart' && (part.key !== 'show' || isGrouped)
  }
  const put = isGrouped ? said.filter((part) => !isFigure(part)) : said
  return inOrder(replaced(clauses.filter(stays), put))
}

const valueOf = ({ raw }: Pick<Part, 'raw'>): string => raw.slice(raw.indexOf(':') + 1)
const namesOf = (raw: string): string[] => valueOf({ raw }).split(',')

const ORDER = ['group', ...FIGURES, 'show', 'sort', 'limit', 'chart', 'compare']
const inOrder = (parts: readonly Part[]): Part[] =>
  [...parts].sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key))

/** Those that take the place of one another as one time. */
const TIMES = ['from', 'to', 'asof', 'since', 'month', 'seal', 'known', 'page']

/** What is read as the name of a report that sentences call by another. */
const NEUTRAL = 'figures-asked'

type Named = Known['reports'][number]

function changeOfReport(command: string, words: string, report: Named, known: Known): string[] {
  const asked = paramsIn(command)
  for (const name of [report.name, NEUTRAL]) {
    const as = { ...known, reports: [{ ...report, name, title: name }] }
    const found = readInWords(`${name.replaceAll('-', ' ')} ${words}`, as).commands.filter(
      (each) => nameIn(each) === name,
    )
    if (found.length > 0) return found.map((each) => withParams(report, asked, paramsIn(each)))
  }
  return []
}

/** What stands behind a report's name; what has no key is the one thing that it can't do without. */
const paramsIn = (command: string): Part[] =>
  tokenize(command)
    .slice(2)
    .map(({ key = '', raw }) => ({ key, raw }))

function withParams(report: Named, asked: readonly Part[], said: readonly Part[]): string {
  const saysTime = said.some(({ key }) => TIMES.includes(key))
  const left = asked.filter(({ key }) => !(saysTime && TIMES.includes(key)))
  return ['report', report.name, ...replaced(left, said).map(({ raw }) => raw)].join(' ')
}
