import type { Config } from '../config.js'
import { AppError } from '../lib/errors.js'

/** Where a verb writes: stdout carries the answer alone, progress and faults go to stderr. */
export type Terminal = {
  out(text: string): void
  err(text: string): void
  /** stdout is a terminal, which gets colours. */
  isTty: boolean
  /** Columns of stdout. */
  width: number
  /** Columns of stderr, where a bar is redrawn; 0 where it is no terminal and gets lines. */
  barWidth: number
  /** Somebody sits at stdin. */
  canAsk: boolean
  json: boolean
  progress(step: string, ms: number): void
  /** A line of stderr in place of the one before; the last one stays. */
  redraw(text: string, isLast: boolean): void
  /** Asks a yes/no question; false where nobody can answer. */
  confirm(question: string): Promise<boolean>
  /** Asks for what nobody may read on the screen; null where nobody can answer. */
  askSecret(question: string): Promise<string | null>
}

/** `multiple`: may be given again; what was given comes one a line. */
export type VerbOption = {
  type: 'string' | 'boolean'
  summary: string
  value?: string
  multiple?: true
  /** One letter: `-h`. */
  short?: string
}

export type VerbInput = {
  config: Config
  terminal: Terminal
  words: readonly string[]
  options: Readonly<Record<string, string | boolean | undefined>>
}

/** What `doctor` looked at: all is well, or what to do. */
export type Finding = {
  check: string
  ok: boolean
  /** Nothing is wrong, and something is not set up, or not yet. */
  note?: true
  detail: string
}

/** A word of the `daybook` command line, one file each in `verbs/`; usage and help derive from it. */
export type Verb = {
  /** `serve`, `mail sync`. */
  name: string
  /** The words after the name: `EMAIL …`. */
  takes?: string
  summary: string
  /** Other words that people try for it (`status`), each of which is told its name. */
  words?: readonly string[]
  options?: Readonly<Record<string, VerbOption>>
  /** 0 done, 1 refused or failed; a thrown AppError is 1 with its sentence, a `UsageError` is 2. */
  run(input: VerbInput): Promise<number>
}

export const defineVerb = (verb: Verb): Verb => verb

/** Wrong words on the command line: exit code 2. A sentence for people, so that it stays what it is when it is thrown in a transaction. */
export class UsageError extends AppError {
  constructor(sentence: string) {
    super('invalid', sentence)
  }
}

export function need(input: VerbInput, option: string): string {
  const value = input.options[option]
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${option} is missing.`)
  return value
}

export const textOption = (input: VerbInput, option: string): string | undefined => {
  const value = input.options[option]
  return typeof value === 'string' ? value : undefined
}
