import { findPath } from '../../../../domain/ask/path.js'
import type { RecordSet } from '../../../../domain/ask/record-set.js'
import { nameKey } from '../../../../lib/name-key.js'
import type { Known, KnownName, Parts } from './known.js'
import { escaped } from './rephrase.js'
import type { Sentence } from './sentence.js'

/** Names of people, companies, stages, reasons … that stand in the sentence. */
export function takeNames(sentence: Sentence, known: Known, set: RecordSet, { where }: Parts): void {
  const keys: string[] = []
  // The longest first, and of the same words what is the record's own.
  const own = ({ set: of }: KnownName) => Number(of !== set.name)
  for (const name of [...known.names].sort((a, b) => b.words.length - a.words.length || own(a) - own(b))) {
    const condition = conditionFor(known, set, name)
    const found = condition === undefined ? undefined : sentence.take(likeName(name, condition))
    if (condition === undefined || !found) continue
    where.push(condition, ...directionOf(set, name, found[0]))
    keys.push(condition.split(':')[0] ?? '')
  }
  // Two of the same are one or the other: "deals of Dana or Tom".
  if (new Set(keys).size < keys.length) sentence.take(/or/)
}

/** From a company comes what it wrote or paid, to it goes what we did. */
function directionOf({ name: set }: RecordSet, { set: of, field }: KnownName, found: string): string[] {
  const led = /^(from|to) /.exec(found)?.[1]
  if (led === undefined || of !== 'companies' || field !== undefined || !BOTH_WAYS.has(set)) return []
  return [`direction:${led === 'from' ? 'in' : 'out'}`]
}
const BOTH_WAYS = new Set(['mails', 'payments', 'invoices', 'quotes', 'bills'])

/** The name as it stands in a sentence, with what leads to it and what it is the name of: "in stage Proposal", "of team Berlin". */
function likeName({ words, marked }: KnownName, condition: string): RegExp {
  const kind = condition.split(':')[0]?.split('.').at(-1)?.replaceAll('-', ' ') ?? ''
  const name = `(?:the )?(?:${escaped(kind)} )?${escaped(nameKey(words))}`
  if (marked) return new RegExp(`(?:of|for|by|owned by|assigned to) ${name}(?: s)?|${name} s`)
  return new RegExp(
    `(?:(?:of|for|from|by|with|at|in|to|on|owned by|assigned to|because of|due to|tagged|labelled|belonging to) )?${name}(?: s)?(?: (?:stages?|${escaped(kind)}))?`,
  )
}

/** The names as they may be meant: where an account and a department are called the same, once with each. */
export function withoutClashes({ names }: Known): (readonly KnownName[])[] {
  const isAccount = ({ set }: KnownName) => set === 'accounts'
  const isDepartment = ({ set, field }: KnownName) => set === 'postings' && field === 'department'
  const keys = (like: (name: KnownName) => boolean) => new Set(names.filter(like).map(({ words }) => nameKey(words)))
  const departments = keys(isDepartment)
  const both = new Set([...keys(isAccount)].filter((key) => departments.has(key)))
  if (both.size === 0) return [names]
  return [isDepartment, isAccount].map((like) => names.filter((name) => !(like(name) && both.has(nameKey(name.words)))))
}

function conditionFor(
  { catalogue, sight }: Known,
  set: RecordSet,
  { set: of, title, field }: KnownName,
): string | undefined {
  const value = /[\s,]/.test(title) ? `"${title}"` : title
  // A stage called Won is the status that everybody means by it.
  const isState = field !== undefined && set.fields['status']?.choices?.includes(nameKey(title))
  if (isState) return undefined
  if (field !== undefined && of === set.name) return `${field}:${value}`
  if (field !== undefined) {
    const way =
      of === 'companies' ? Object.keys(set.relations).find((name) => set.relations[name]?.to === of) : undefined
    const path = way === undefined ? undefined : findPath(catalogue, sight, set, `${way}.${field}`)
    return path && `${path.text}:${value}`
  }
  const entry = Object.entries(set.relations).find(
    ([name, { to }]) => to === of && findPath(catalogue, sight, set, name),
  )
  if (entry) return `${entry[0]}:${value}`
  return of === set.name && 'name' in set.fields ? `name:${value}` : undefined
}
