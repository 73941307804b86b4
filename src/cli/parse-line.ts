import { parseArgs } from 'node:util'
import { UsageError, type Verb, type VerbInput, type VerbOption } from './define-verb.js'

/** Options that every verb takes. */
export const COMMON: Readonly<Record<string, VerbOption>> = {
  home: { type: 'string', value: 'DIR', summary: 'where the company is kept (DAYBOOK_HOME, default .daybook)' },
  workspace: { type: 'string', value: 'NAME', summary: 'which company, where there are several' },
  json: { type: 'boolean', summary: 'one JSON object on stdout and nothing else' },
  help: { type: 'boolean', short: 'h', summary: 'how to use this' },
}

export type ParsedLine = { verb: Verb; words: string[]; options: VerbInput['options'] }

/** The words of a line, of which the first one or two name the verb. Options that every verb takes may stand before them. */
export const wordsOf = (argv: readonly string[]): string[] =>
  parseArgs({ args: [...argv], options: readable(COMMON), allowPositionals: true, strict: false }).positionals

/** The verb that words begin with (its name may be two of them). */
export const findVerb = (verbs: readonly Verb[], words: readonly string[]): Verb | undefined =>
  verbs.find((verb) => verb.name === words.slice(0, 2).join(' ')) ?? verbs.find((verb) => verb.name === words[0])

/** `mail sync` and its sisters, for `mail`. */
export const familyOf = (verbs: readonly Verb[], word: string | undefined): Verb[] =>
  verbs.filter((verb) => verb.name.startsWith(`${word} `))

/** Reads the options and words of a line; throws `UsageError` with how the verb is used. */
export function parseLine(verb: Verb, argv: readonly string[]): ParsedLine {
  const { values, positionals } = readOptions(verb, argv)
  return { verb, words: positionals.slice(verb.name.split(' ').length), options: values }
}

const readable = (options: Readonly<Record<string, VerbOption>>) =>
  Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple = false, short }]) => [
      name,
      { type, multiple, ...(short && { short }) },
    ]),
  )

function readOptions(verb: Verb, argv: readonly string[]) {
  const options = readable({ ...COMMON, ...verb.options })
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
    const joined = Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join('\n') : value,
    ])
    return { values: Object.fromEntries(joined) as VerbInput['options'], positionals }
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}. ${usageOf(verb)}`)
  }
}

/** `Usage: daybook setup --company NAME …` */
export function usageOf(verb: Verb): string {
  const options = Object.entries(verb.options ?? {}).map(
    ([name, option]) => `[--${name}${option.value ? ` ${option.value}` : ''}]`,
  )
  return `Usage: daybook ${[verb.name, verb.takes, ...options].filter(Boolean).join(' ')}`
}
