import { findPath } from '../../../../domain/ask/path.js'
import type { RecordSet } from '../../../../domain/ask/record-set.js'
import type { Known, Parts } from './known.js'
import type { Sentence } from './sentence.js'

/** "without a next step", "with no owner", "unassigned". */
export function takeMissing(sentence: Sentence, known: Known, set: RecordSet, { where }: Parts): void {
  const found = sentence.take(
    /(without|with no|that have no|having no|missing|lacking) (?:an? |any )?([a-z-]+(?: [a-z-]+)?)/,
  )
  if (found) {
    const path = pathOf(known, set, found[2] ?? '')
    if (path)
      where.push(...(set.name === 'deals' && path.path === 'next-step' ? ['status:open'] : []), `${path.path}:none`)
    else sentence.put(`?${found[2]}`)
    if (path?.rest) sentence.take(new RegExp(path.rest))
  }
  if (sentence.take(/unassigned/)) where.push('owner:none')
}

/** Of one or two words, the longest that is something of the set. */
function pathOf(
  { catalogue, sight }: Known,
  set: RecordSet,
  words: string,
): { path: string; rest?: string } | undefined {
  const [said = '', two] = words.split(' ')
  const one = PEOPLE.test(said) ? whoOf(set, said) : said
  const both = two === undefined ? undefined : findPath(catalogue, sight, set, `${one}-${two}`)
  if (both) return { path: both.text }
  const single = findPath(catalogue, sight, set, one) ?? findPath(catalogue, sight, set, one.replace(/s$/, ''))
  const behind = single ? undefined : pathBehind({ catalogue, sight }, set, one)
  const path = single?.text ?? behind
  return path === undefined ? undefined : { path, ...(two === undefined ? {} : { rest: two }) }
}

/** Of what a record leads to: revenue by country is by that of the customer, cases by department by that of who has them. */
function pathBehind({ catalogue, sight }: Pick<Known, 'catalogue' | 'sight'>, set: RecordSet, said: string) {
  const ways = ['companies', 'staff', 'deals'].flatMap((kind) =>
    Object.keys(set.relations).filter((name) => set.relations[name]?.to === kind),
  )
  return ways
    .map((way) => findPath(catalogue, sight, set, `${way}.${said}`))
    .find(
      (path) =>
        path?.field && (path.field.listed || path.field.own || GROUPS.includes(path.text.split('.').at(-1) ?? '')),
    )?.text
}

const GROUPS = ['city', 'tag', 'lifecycle']

const PEOPLE =
  /^(?:who|whom|people|persons?|colleagues?|employees?|staff|sellers?|salespeople|salespersons?|reps?|owners?)$/

/** Whose a record is: a customer's or supplier's document, else a colleague's. */
function whoOf(set: RecordSet, said: string): string {
  if (/^whom?$/.test(said) && ['invoices', 'bills', 'payments'].includes(set.name)) return 'company'
  const plain = said.replace('people', 'person').replace(/s$/, '')
  const own = Object.entries(set.relations).find(([name, { words }]) => name === plain || words?.includes(plain))
  if (own) return own[0]
  return Object.entries(set.relations).find(([name, { to }]) => to === 'staff' && name !== 'reviewer')?.[0] ?? said
}

/** Deals have a reason why they were won and one why they were lost; of neither said, none is meant. */
const reasonOf = ({ name }: RecordSet, { said }: Sentence): string => {
  if (name !== 'deals') return 'reason'
  const [won, lost] = [/\b(?:won|win|wins)\b/.test(said), /\b(?:lost|lose|losses)\b/.test(said)]
  return won === lost ? 'which-reason' : won ? 'won-reason' : 'lost-reason'
}

const PART: Record<string, string> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  yearly: 'year',
  annually: 'year',
}

/** "by owner and month", "monthly". */
export function takeGroups(sentence: Sentence, known: Known, set: RecordSet, { group }: Parts): void {
  const adverb = sentence.take(/(daily|weekly|monthly|quarterly|yearly|annually)/)?.[1]
  if (adverb) group.push(`${PART[adverb]}`)
  for (let more = true; more; ) {
    const found =
      sentence.take(
        /(?:by|per|for each|for every|grouped by|split by|broken down by|and by) ([a-z-]+(?: (?!(?:and|per|by) )[a-z-]+)?)/,
      ) ?? (group.length > 0 ? sentence.take(/and ([a-z-]+)/) : undefined)
    const words = found?.[1] ?? ''
    const [first = ''] = words.split(' ')
    const part = ['day', 'week', 'month', 'quarter', 'year'].find((each) => each === first)
    const path =
      found && !part
        ? pathOf(known, set, first === 'reason' ? words.replace(first, reasonOf(set, sentence)) : words)
        : undefined
    if (part) group.push(part)
    else if (path) group.push(path.path)
    const over = words.split(' ').slice(1).join(' ')
    if (found && (part || path?.rest !== undefined) && over !== '') sentence.put(over)
    if (found && !part && !path) sentence.put(`?${words}`)
    more = found !== undefined && (part !== undefined || path !== undefined)
  }
}
