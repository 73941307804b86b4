import { hasHappened } from '../../../domain/ask/past-days.js'
import type { Path } from '../../../domain/ask/path.js'
import type { Test, Value } from '../../../domain/ask/query.js'
import { nearest } from '../grammar/nearest.js'
import { readAmountWords, settleAmount } from '../values/amount.js'
import { isYearless } from '../values/calendar-words.js'
import { readFlag, readNumber, readPercent } from '../values/plain.js'
import { type Reading, type ReadingContext, read, shown, unread } from '../values/reading.js'
import { readDays } from './read-days.js'

export type TestContext = { reading: ReadingContext; baseCurrency: string }
export type ReadTests = { not: boolean; tests: Test[] /** Words that could have been meant. */; near?: string }

/**
 * What stands behind a field: `open`, `!lost`, `>10k`, `10k..50k`, `a,b`, `~renewal`, `none`, `any`. Names of records and of
 * lists stay words, which `settleNames` looks up.
 */
export function readTests(
  path: Path,
  typed: string,
  quoted: boolean,
  context: TestContext,
): Reading<ReadTests> & { near?: string } {
  const not = typed.startsWith('!')
  const text = not ? typed.slice(1) : typed
  const tests: Test[] = []
  for (const part of quoted ? [text] : partsOf(path, text)) {
    const test = readTest(path, part.trim(), context)
    if (!test.ok) return test
    tests.push(test.value)
  }
  if (tests.length === 0) return unread(`There is nothing behind ${path.text}:.`)
  return read({ not, tests })
}

/** A comma between three digits and three digits is an amount's own. */
const partsOf = (path: Path, text: string): string[] => {
  const type = path.field?.type
  const parts = type === 'money' || type === 'number' ? text.split(/,(?!\d{3}(?!\d))/) : text.split(',')
  return parts.filter((part) => part.trim() !== '')
}

type TestReading = Reading<Test> & { near?: string }

function readTest(path: Path, text: string, context: TestContext): TestReading {
  const lower = text.toLowerCase()
  if (lower === 'none' || lower === '-') return read({ op: 'none' })
  if (lower === 'any' || lower === 'some') return read({ op: 'any' })
  const range = /^(.*?)\.\.(.*)$/.exec(text)
  if (range && isOrdered(path)) return rangeTest(path, range[1] ?? '', range[2] ?? '', context)
  const mark = /^(>=|<=|>|<|~|=)\s*(.+)$/.exec(text)
  const op = (mark?.[1] ?? '=') as '=' | '>' | '>=' | '<' | '<=' | '~'
  const problem = op === '=' ? undefined : wrongMark(path, op)
  if (problem) return unread(problem)
  const value = readValue(path, mark?.[2] ?? text, context)
  return value.ok ? read({ op, value: value.value }) : value
}

const ORDERED = ['number', 'percent', 'money', 'date', 'instant']
const isOrdered = (path: Path) => path.field !== undefined && ORDERED.includes(path.field.type)

function wrongMark(path: Path, op: string): string | undefined {
  if (op === '~')
    return path.field?.type === 'text' ? undefined : `Only a text can have something in it (~); ${path.text} is none.`
  return isOrdered(path) ? undefined : `${path.text} has no more and less: write ${path.text}: and what it is.`
}

function rangeTest(path: Path, from: string, to: string, context: TestContext): TestReading {
  if (from === '' && to === '') return unread('A range needs a beginning or an end: 10k..50k, or 10k..')
  const [first, last] = [from, to].map((side) => (side === '' ? read(undefined) : readValue(path, side, context)))
  if (!first?.ok) return first ?? unread('')
  if (!last?.ok) return last ?? unread('')
  const ends = isDays(first.value) && isDays(last.value) ? { from: first.value, to: last.value } : undefined
  if (ends && ends.from.from > ends.to.to && isYearless(from)) {
    const before = readDays(from, { ...context.reading, past: true, today: ends.to.from })
    if (before.ok) return read({ op: '..', from: { ...ends.from, ...before.value }, to: ends.to })
  }
  return read({ op: '..', from: first.value, to: last.value })
}

type Days = Extract<Value, { from: string }>
const isDays = (value: Value | undefined): value is Days => value !== undefined && 'from' in value

function readValue(path: Path, text: string, context: TestContext): Reading<Value> & { near?: string } {
  switch (path.field?.type) {
    case 'money':
      return amountValue(text, context)
    case 'number':
      return valued(readNumber(text), (number) => ({ number }))
    case 'percent':
      return valued(readPercent(text), (number) => ({ number }))
    case 'date':
    case 'instant':
      return valued(readDays(text, daysOf(path, context.reading)), (days) => ({ words: bound(text), ...days }))
    case 'flag':
      return valued(readFlag(text), (flag) => ({ flag }))
    case 'choice':
      return choiceValue(path, text)
    default:
      return read({ text })
  }
}

/** Against what the days of a field are read: "issued:march" is the last March, "close:march" the nearest. */
export const daysOf = (path: Path, reading: ReadingContext): ReadingContext =>
  hasHappened(path) ? { ...reading, past: true } : reading

/** As one word, which stays one where it is said again. */
const bound = (text: string) => text.trim().toLowerCase().replace(/\s+/g, '-')

const valued = <T>(reading: Reading<T>, make: (value: T) => Value): Reading<Value> =>
  reading.ok ? read(make(reading.value)) : reading

function amountValue(text: string, { baseCurrency }: TestContext): Reading<Value> {
  const words = readAmountWords(text)
  if (!words.ok) return words
  const amount = settleAmount(words.value, baseCurrency, baseCurrency)
  if (!amount.ok) return amount
  return read({ amount: words.value.decimal, currency: words.value.currency === null ? null : amount.value.currency })
}

function choiceValue(path: Path, text: string): Reading<Value> & { near?: string } {
  const choices = path.field?.choices ?? []
  const folded = text.toLowerCase().replace(/[\s-]+/g, '_')
  const fold = (choice: string) => choice.toLowerCase().replace(/[\s-]+/g, '_')
  const begun = choices.filter((choice) => folded.length > 2 && fold(choice).startsWith(folded))
  const choice = choices.find((each) => fold(each) === folded) ?? (begun.length === 1 ? begun[0] : undefined)
  if (choice !== undefined) return read({ among: [choice], words: choice })
  const near = nearest(folded, choices.map(fold))
  const meant = choices.find((each) => fold(each) === near)
  const problem = `${shown(text)} is no ${path.label.toLowerCase()}: it is one of ${choices.join(', ')}.`
  return meant === undefined ? unread(problem) : { ...unread(problem), near: meant }
}
