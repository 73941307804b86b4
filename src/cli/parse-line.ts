import { parseArgs } from 'node:util'
import { UsageError, type Verb, type VerbInput, type VerbOption } from './define-verb.js'

/** Options that every verb takes. */
export const COMMON: Readonly<Record<string, VerbOption>> = {
  home: { type: 'string', value: 'DIR', summary: 'where the company is kept (DAYBOOK_HOME, default .daybook)' },
  workspace: { type: 'string', value: 'NAME', summary: 'which company, where there are several' },
  json: { type: 'boolean', summary: 'one JSON object on stdout and nothing else' },
  help: { type: 'boolean', summary: 'how to use this' },
}

export type ParsedLine = { verb: Verb; words: string[]; options: VerbInput['options'] }

/** Finds the verb (its name may be two words) and reads its options; throws `UsageError` with the nearest right form. */
export function parseLine(verbs: readonly Verb[], argv: readonly string[]): ParsedLine {
  const verb = findVerb(verbs, argv)
  const options = { ...COMMON, ...verb.options }
  const { values, positionals } = readOptions(verb, argv, options)
  return { verb, words: positionals.slice(verb.name.split(' ').length), options: values }
}

function findVerb(verbs: readonly Verb[], argv: readonly string[]): Verb {
  const words = argv.filter((word) => !word.startsWith('-'))
  const found =
    verbs.find((verb) => verb.name === words.slice(0, 2).join(' ')) ?? verbs.find((verb) => verb.name === words[0])
  if (found) return found
  const family = verbs.filter((verb) => verb.name.startsWith(`${words[0]} `)).map((verb) => verb.name)
  if (family.length > 0) throw new UsageError(`daybook ${words[0]} needs one more word: ${family.join(', ')}.`)
  throw new UsageError(`daybook has no "${words[0] ?? ''}". It has: ${verbs.map((verb) => verb.name).join(', ')}.`)
}

function readOptions(verb: Verb, argv: readonly string[], options: Readonly<Record<string, VerbOption>>) {
  const known = Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: known, allowPositionals: true, strict: true })
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

export function helpOf(verb: Verb): string {
  const options = Object.entries({ ...verb.options, ...COMMON })
  const lines = options.map(
    ([name, option]) => `  ${`--${name}${option.value ? ` ${option.value}` : ''}`.padEnd(24)} ${option.summary}`,
  )
  return [verb.summary, '', usageOf(verb), ...lines].join('\n')
}
