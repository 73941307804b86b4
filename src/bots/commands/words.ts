import { toDecimal } from '../../lib/money.js'
import type { Command } from './define-command.js'
import type { RecordKindDeclaration } from './define-record-kind.js'
import { verbOf } from './grammar/find-command.js'
import { isCompared, isNone, type Param } from './params.js'
import { isMoney } from './read-params.js'

/** `deal move [deal] to:[stage] amount:[amount]`, required ones first. */
export function usageOf(command: Command): string {
  const words = paramsAsSaid(command).map(([key, param]) =>
    optionally(param, isKeyed(param) ? `${key}:[${wordFor(param)}]` : `[${wordFor(param)}]`),
  )
  return [command.name, ...words].join(' ')
}

/** The target, then what is required, then the rest, each as declared. */
export function paramsAsSaid({ params }: Command): [key: string, param: Param][] {
  const turn = ({ target, required }: Param) => (target ? 0 : required ? 1 : 2)
  return Object.entries(params).sort(([, a], [, b]) => turn(a) - turn(b))
}

/** Whether `key:` stands before its value. */
export const isKeyed = ({ target, type, rest }: Param): boolean => !target && type !== 'words' && !rest

const optionally = (param: Param, text: string): string => (param.required ? text : `(${text})`)

const wordFor = (param: Param): string =>
  param.type === 'choice' ? (param.choices ?? []).join('|') : param.label.toLowerCase()

/** A command with these arguments as one would type it: the target without a key, quotes where there are spaces. */
export function asTyped(command: Command, args: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(command.params).filter(([key]) => args[key] !== undefined && args[key] !== null)
  const bare = given.filter(([, param]) => param.target).map(([key]) => quoted(valueText(args[key])))
  const words = given
    .filter(([, param]) => !param.target && param.type === 'words')
    .map(([key]) => valueText(args[key]))
  const keyed = given
    .filter(([, param]) => !param.target && param.type !== 'words')
    .map(([key]) => `${key}:${quoted(valueText(args[key]))}`)
  return [command.name, ...bare, ...keyed, ...words].join(' ')
}

function valueText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (isMoney(value)) return `${toDecimal(value)} ${value.currency}`
  if (value === null || isNone(value)) return 'none'
  if (isCompared(value)) return value.compared
  if (typeof value !== 'object') return String(value as string | number)
  const { ref, title } = value as { ref?: string; title?: string }
  return ref || title || ''
}

const quoted = (text: string): string => (/^[^\s"“”„]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`)

const IRREGULAR: Record<string, string> = {
  new: 'add',
  done: 'finish',
  writeoff: 'write off',
}

/** The verb as it stands in "that you may …". */
const mayVerb = (command: Command): string => {
  if (command.risk === 'read') return 'see'
  const verb = verbOf(command)
  return IRREGULAR[verb] ?? (/^[a-z]+$/.test(verb) ? verb : 'see')
}

/** One sentence for every reason why there is nothing: a wrong word, another's record, no permission. */
export const nothingThere = (kind: RecordKindDeclaration, words: string, command: Command): string => {
  const isTarget = Object.values(command.params).some((param) => param.target && param.record === kind.kind)
  const article = /^[aeiou]/i.test(kind.one) ? 'an' : 'a'
  const plain = words
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 80)
  return `I can't find ${article} ${kind.one} “${plain}”${isTarget ? ` that you may ${mayVerb(command)}` : ''}.`
}

/** "a, b and c". */
export function listed(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
