import { UsageError } from './define-verb.js'
import type { VerbOutline } from './outline.js'
import { COMMON, familyOf, findVerb, usageOf } from './parse-line.js'

/** The help that words ask for: of a verb, of a family of them (`mail`), or of all. Undefined where they name nothing. */
export function helpFor(verbs: readonly VerbOutline[], words: readonly string[]): string | undefined {
  if (words.length === 0) return overview(verbs)
  const verb = findVerb(verbs, words)
  if (verb) return helpOf(verb)
  const family = familyOf(verbs, words[0])
  return family.length > 0 ? listOf(family).join('\n') : undefined
}

function helpOf(verb: VerbOutline): string {
  const options = Object.entries({ ...verb.options, ...COMMON })
  const lines = options.map(
    ([name, option]) => `  ${`--${name}${option.value ? ` ${option.value}` : ''}`.padEnd(24)} ${option.summary}`,
  )
  return [verb.summary, '', usageOf(verb), ...lines].join('\n')
}

const listOf = (verbs: readonly VerbOutline[]): string[] =>
  verbs.map((verb) => `  daybook ${[verb.name, verb.takes].filter(Boolean).join(' ').padEnd(28)} ${verb.summary}`)

function overview(verbs: readonly VerbOutline[]): string {
  const common = Object.entries(COMMON).map(([name, option]) => `  --${name.padEnd(12)} ${option.summary}`)
  const own = [
    `  daybook ${'help VERB'.padEnd(28)} How to use one of these`,
    `  daybook ${'--version'.padEnd(28)} Print the version`,
  ]
  const title = 'Daybook: customers and books in one Postgres.'
  return [title, '', ...listOf(verbs), ...own, '', 'Everywhere:', ...common].join('\n')
}

/** Asked for nothing: how to ask. */
export const nothingAsked = () => new UsageError('daybook needs a verb; `daybook --help` lists them.')
