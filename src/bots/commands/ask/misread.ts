import { AppError } from '../../../lib/errors.js'
import { clip } from '../../../lib/text.js'
import type { Token } from '../grammar/tokenize.js'

/** Words that can't be read: which one, why, and what could stand in its place. */
export class Misread extends AppError {
  /** The whole line, with the word marked. */
  readonly line: string
  /** The whole line with something else in the word's place, for a button each. */
  readonly corrected: readonly string[]
  /** A question in words of which nothing could be made. */
  readonly question: string | undefined

  constructor(problem: string, line: string, corrected: readonly string[], question?: string) {
    super('invalid', problem)
    this.line = line
    this.corrected = corrected
    this.question = question
  }
}

const MOST_OFFERED = 5

/** Points at one of the words; `instead` are words that could stand there. */
export function misread(line: Line, at: number, problem: string, instead: readonly string[] = []): Misread {
  const words = line.tokens.map(({ raw }) => raw)
  const withWord = (word: string) => [line.command, ...words.map((raw, n) => (n === at ? word : raw))].join(' ')
  const marked = withWord(`▸${words[at] ?? ''}◂`)
  return new Misread(problem, clip(marked, 400), instead.slice(0, MOST_OFFERED).map(withWord))
}

/** What was typed: the command, and the words behind it. */
export type Line = { command: string; tokens: readonly Token[] }
