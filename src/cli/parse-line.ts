import { parseArgs } from 'node:util'
import { UsageError, type Verb, type VerbInput, type VerbOption } from './define-verb.js'
import type { VerbOutline } from './outline.js'

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
export const findVerb = <V extends VerbOutline>(verbs: readonly V[], words: readonly string[]): V | undefined =>
  verbs.find((verb) => verb.name === words.slice(0, 2).join(' ')) ?? verbs.find((verb) => verb.name === words[0])

/** `mail sync` and its sisters, for `mail`. */
export const familyOf = (verbs: readonly VerbOutline[], word: string | undefined): VerbOutline[] =>
  verbs.filter((verb) => verb.name.startsWith(`${word} `))

/** Reads the options and words of a line; throws `UsageError` with how the verb is used. */
export function parseLine(verb: Verb, argv: readonly string[]): ParsedLine {
  const { values, positionals } = readOptions(verb, argv)
  const words = positionals.slice(verb.name.split(' ').length)
  const extra = words[mostWords(verb)]
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many. ${usageOf(verb)}`)
  return { verb, words, options: values }
}

/** How many words a verb takes, by its own usage: `EMAIL …` and a command's are any number. */
const mostWords = ({ takes = '' }: Verb): number =>
  /[…"]/.test(takes) ? Number.POSITIVE_INFINITY : takes.split(' ').filter(Boolean).length

/** Throws `UsageError` for what a line without a verb can't have. */
export function checkOptions(argv: readonly string[]): void {
  const options: typeof COMMON = { ...COMMON, version: { type: 'boolean', summary: '' } }
  try {
    parseArgs({ args: [...argv], options: readable(options), strict: true })
  } catch (error) {
    throw new UsageError(`${faultOf(error as Error, options)} \`daybook --help\` lists what there is.`)
  }
}

const readable = (options: Readonly<Record<string, VerbOption>>) =>
  Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple = false, short }]) => [
      name,
      { type, multiple, ...(short && { short }) },
    ]),
  )

function readOptions(verb: Verb, argv: readonly string[]) {
  const options = { ...COMMON, ...verb.options }
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: readable(options),
      allowPositionals: true,
      strict: true,
    })
    const joined = Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join('\n') : value,
    ])
    return { values: Object.fromEntries(joined) as VerbInput['options'], positionals }
  } catch (error) {
    throw new UsageError(`${faultOf(error as Error, options)} ${usageOf(verb)}`)
  }
}

/** What Node says of an option, in our words: `Option '--company <value>' argument missing`. */
function faultOf({ message }: Error, options: Readonly<Record<string, VerbOption>>): string {
  const name = /--([\w-]+)/.exec(message)?.[1] ?? ''
  const option = options[name]
  if (!option) return `There is no option ${/'(-[^']*)'/.exec(message)?.[1] ?? `--${name}`}.`
  if (option.type === 'boolean') return `--${name} takes no value.`
  const value = option.value ?? 'VALUE'
  return message.includes('ambiguous')
    ? `--${name} needs a value: --${name} ${value}, or --${name}=${value} where it begins with a dash.`
    : `--${name} needs a value: --${name} ${value}.`
}

/** `Usage: daybook setup --company NAME …` */
export function usageOf(verb: VerbOutline): string {
  const options = Object.entries(verb.options ?? {}).map(
    ([name, option]) => `[--${name}${option.value ? ` ${option.value}` : ''}]`,
  )
  return `Usage: daybook ${[verb.name, verb.takes, ...options].filter(Boolean).join(' ')}`
}
