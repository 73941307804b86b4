import { maySee } from '../../../../domain/ask/catalogue.js'
import { findPath } from '../../../../domain/ask/path.js'
import type { RecordSet } from '../../../../domain/ask/record-set.js'
import { takeAge, takeAmount } from './amounts-in-words.js'
import type { Known, Parts } from './known.js'
import { takeNames } from './names-in-words.js'
import { takeDays } from './periods-in-words.js'
import { reportNamed } from './report-in-words.js'
import { Sentence } from './sentence.js'
import { dayOf, takeStates } from './states-in-words.js'
import { type Subject, takeSubject } from './subject-in-words.js'

/**
 * What a sentence asks, as the commands that it may be: one, or two where it can be read two ways. None where a word of it was not
 * understood: `left` are those. Nothing is guessed: each meaning takes its words away, and what is left over is said.
 */
export function readInWords(words: string, known: Known): { commands: string[]; left: string } {
  const report = reportNamed(words, known)
  if (report) return { commands: [report], left: '' }
  const sales = /\bsales\b(?! (?:order|tax|rep|team))/i.test(words)
  const readings = (
    sales ? [words.replace(/\bsales\b/i, 'won deals'), words.replace(/\bsales\b/i, 'revenue')] : [words]
  ).map((each) => readOnce(each, known))
  const good = readings.flatMap(({ command, left }) => (command !== undefined && left === '' ? [command] : []))
  const left = readings.map((reading) => reading.left).find((each) => each !== '') ?? ''
  return { commands: [...new Set(good)], left: good.length > 0 ? '' : left || words.trim() }
}

function readOnce(words: string, known: Known): { command?: string; left: string } {
  const sentence = new Sentence(words)
  const parts: Parts = { where: [], group: [], measures: [], rest: [] }
  takeEnding(sentence, parts)
  const age = takeAge(sentence)
  const amount = takeAmount(sentence)
  const team = sentence.take(/(?:my|our) team(?: s)?/) !== undefined
  const subject = takeSubject(sentence, known.catalogue)
  const set = subject && known.catalogue.get(subject.set)
  if (!subject || !set || !maySee(known.sight, set)) return { left: sentence.left || words.trim() }
  parts.where.push(...subject.where)
  parts.group.push(...subject.group)
  if (subject.figure && sentence.take(/(?<!(?:by|per|each|of) )(?:customers|clients|companies|suppliers|vendors)/))
    parts.group.push('company')
  const counted = sentence.take(/how many|(?:the )?(?:number|count) of/) !== undefined
  const figured = takeFigure(sentence, set)
  takeMissing(sentence, known, set, parts)
  const days = takeDays(sentence)
  takeGroups(sentence, known, set, parts)
  takeNames(sentence, known, set, parts)
  takeMine(sentence, set, parts, team)
  if (subject.of === 'open') sentence.take(/owes?(?: us)?/)
  const order = takeOrder(sentence, set)
  const states = takeStates(sentence, set.name)
  parts.where.push(...states.where)
  const of = subject.of ?? states.of ?? set.amount
  if (days) {
    const { field = set.day, also } = dayOf(set.name, days.verb, parts.where)
    if (field === undefined) return { left: days.value }
    parts.where.push(
      ...also.filter((each) => !parts.where.some((known) => known.split(':')[0] === each.split(':')[0])),
      `${field}:${days.value}`,
    )
  }
  if (age !== undefined) parts.where.push(`${set.name === 'deals' ? 'days-in-stage' : 'days-overdue'}:${age}`)
  if (age !== undefined && (set.name === 'invoices' || set.name === 'bills')) drop(parts, 'overdue:yes')
  if (amount !== undefined && of !== undefined) parts.where.push(`${subject.of === 'net' ? 'total' : of}:${amount}`)
  addMeasure(parts, subject, set, { counted, figured, of })
  addOrder(parts, order, of)
  usualDays(parts, subject, of)
  sentence.take(/(?:which|what|who|whom|us|money)/)
  return { command: commandOf(set, parts), left: sentence.left }
}

const drop = ({ where }: Parts, condition: string): void => {
  const at = where.indexOf(condition)
  if (at >= 0 && where.some((each) => each.startsWith('days-overdue'))) where.splice(at, 1)
}

/** Charts and comparisons stand at the end, or anywhere. */
function takeEnding(sentence: Sentence, { rest }: Parts): void {
  const compared = sentence.take(
    /(?:(?:and )?(?:compared?|comparing) (?:to|with|against)|against|versus|vs|over) (?:the )?(?:same (?:period|time) )?(?:of )?(last|previous|prior) (year|quarter|month|period)/,
  )
  const yearly = compared ? undefined : sentence.take(/year (?:on|over) year|yoy/)
  const chart =
    sentence.take(/(?:as |in |with )?(?:an? )?(bar|line|stacked|column)(?: bar)? ?(?:chart|graph|diagram)/) ??
    sentence.take(/(?:as |in )?(?:an? )?(?:chart|graph|plot)(?: of)?/)
  if (chart) rest.push(`chart:${chart[1] === 'line' || chart[1] === 'stacked' ? chart[1] : 'bar'}`)
  if (compared || yearly) rest.push(`compare:last-${compared?.[2] ?? 'year'}`)
}

function takeFigure(sentence: Sentence, set: RecordSet): { of: string; field?: string } | undefined {
  const average = sentence.take(/(?:the )?(?:average|avg|mean)/)
  const most = average
    ? undefined
    : sentence.take(/(?:the )?(?:total|sum|overall)(?: (?:of|value|amount))*|how much(?: is| are)?/)
  if (!average) return most && { of: 'sum' }
  const field = Object.entries(set.fields).flatMap(([name, { type, words = [] }]) =>
    type === 'money' || type === 'number'
      ? [name, ...words].map((word) => [word.replaceAll('-', ' '), name] as const)
      : [],
  )
  const named = field.sort(([a], [b]) => b.length - a.length).find(([word]) => sentence.take(new RegExp(word)))
  return { of: 'avg', ...(named ? { field: named[1] } : {}) }
}

/** "without a next step", "with no owner", "unassigned". */
function takeMissing(sentence: Sentence, known: Known, set: RecordSet, { where }: Parts): void {
  for (
    let found = sentence.take(
      /(without|with no|that have no|having no|missing|lacking) (?:an? |any )?([a-z-]+(?: [a-z-]+)?)/,
    );
    found;
    found = undefined
  ) {
    const path = pathOf(known, set, found[2] ?? '')
    if (path)
      where.push(...(set.name === 'deals' && path.path === 'next-step' ? ['status:open'] : []), `${path.path}:none`)
    else where.push(`${found[2]}:none`)
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
  const [one = '', two] = words.split(' ')
  const both = two === undefined ? undefined : findPath(catalogue, sight, set, `${one}-${two}`)
  if (both) return { path: both.text }
  const single = findPath(catalogue, sight, set, one) ?? findPath(catalogue, sight, set, one.replace(/s$/, ''))
  return single && { path: single.text, ...(two === undefined ? {} : { rest: two }) }
}

const PART: Record<string, string> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  yearly: 'year',
  annually: 'year',
}

function takeGroups(sentence: Sentence, known: Known, set: RecordSet, { group, where }: Parts): void {
  const subjects = group
  const adverb = sentence.take(/(daily|weekly|monthly|quarterly|yearly|annually)/)?.[1]
  if (adverb) subjects.push(`${PART[adverb]}`)
  for (let more = true; more; ) {
    const found =
      sentence.take(
        /(?:by|per|for each|for every|grouped by|split by|broken down by|and by) ([a-z-]+(?: (?!and )[a-z-]+)?)/,
      ) ?? (group.length > 0 ? sentence.take(/and ([a-z-]+)/) : undefined)
    const words = found?.[1] ?? ''
    const [first = ''] = words.split(' ')
    const part = ['day', 'week', 'month', 'quarter', 'year'].find((each) => each === first)
    const path =
      found && !part
        ? (pathOf(known, set, words) ??
          (first === 'reason'
            ? pathOf(known, set, `${where.includes('status:won') ? 'won' : 'lost'}-reason`)
            : undefined))
        : undefined
    if (part) group.push(part)
    else if (path) group.push(path.path)
    const over = words.split(' ').slice(1).join(' ')
    if (found && (part || path?.rest !== undefined) && over !== '') sentence.put(over)
    if (found && !part && !path) sentence.put(`?${words}`)
    more = found !== undefined && (part !== undefined || path !== undefined)
  }
}

function takeMine(sentence: Sentence, set: RecordSet, { where }: Parts, team: boolean): void {
  const owner = Object.entries(set.relations).find(([name, { to }]) => to === 'staff' && name !== 'reviewer')?.[0]
  if (owner === undefined) {
    if (team) sentence.put('team')
    return
  }
  if (team) where.push(`${owner}:my-team`)
  else if (sentence.take(/my|mine|(?:of|by|for|assigned to) me|i own/)) where.push(`${owner}:me`)
}

type Order = { by: 'amount' | 'day'; descending: boolean; limit: number }

function takeOrder(sentence: Sentence, set: RecordSet): Order | undefined {
  const one = (count: string | undefined, plural: boolean) => (count === undefined ? (plural ? 10 : 1) : Number(count))
  const plural = !new RegExp(`\\b(?:largest|biggest|smallest|newest|latest|oldest|last|highest) ${set.one}\\b`).test(
    sentence.said,
  )
  const top = sentence.take(
    /(?:the )?top ?(\d{1,3})?|(?:the )?(\d{1,3})? ?(?:biggest|largest|highest|most valuable|best)(?: (\d{1,3}))?/,
  )
  if (top) return { by: 'amount', descending: true, limit: one(top[1] ?? top[2] ?? top[3], plural) }
  const small = sentence.take(/(?:the )?(\d{1,3})? ?(?:smallest|lowest|least)/)
  if (small) return { by: 'amount', descending: false, limit: one(small[1], plural) }
  const fresh = sentence.take(/(?:the )?(\d{1,3})? ?(?:newest|latest|most recent|last (\d{1,3})|recent)/)
  if (fresh) return { by: 'day', descending: true, limit: one(fresh[1] ?? fresh[2], plural) }
  const old = sentence.take(/(?:the )?(\d{1,3})? ?(?:oldest|earliest)/)
  return old && { by: 'day', descending: false, limit: one(old[1], plural) }
}

type Figure = { counted: boolean; figured: { of: string; field?: string } | undefined; of: string | undefined }

function addMeasure(parts: Parts, subject: Subject, set: RecordSet, { counted, figured, of }: Figure): void {
  if (subject.measure !== undefined) parts.measures.push(subject.measure)
  else if (counted) parts.measures.push('count')
  else if (figured?.field !== undefined) parts.measures.push(`${figured.of}:${figured.field}`)
  else if (figured && of !== undefined) parts.measures.push(`${figured.of}:${of}`)
  else if ((subject.figure || parts.group.length > 0) && of !== undefined) parts.measures.push(`sum:${of}`)
  parts.group = parts.group.map((each) =>
    /^(day|week|month|quarter|year)$/.test(each) ? `${dayField(parts, set)}.${each}` : each,
  )
}

/** The day by which is grouped: that of the period, else what the state is about. */
const dayField = ({ where }: Parts, set: RecordSet): string =>
  set.name === 'deals' && (where.includes('status:won') || where.includes('status:lost'))
    ? 'closed'
    : (where
        .map((each) => each.split(':')[0] ?? '')
        .find((name) => set.fields[name]?.type === 'date' || set.fields[name]?.type === 'instant') ??
      set.day ??
      '')

function addOrder(parts: Parts, order: Order | undefined, of: string | undefined): void {
  if (!order) return
  if (parts.group.length === 0) {
    const by = order.by === 'amount' ? of : undefined
    if (by !== undefined) parts.rest.push(`sort:${order.descending ? '-' : ''}${by}`)
    if (order.by === 'day') parts.rest.push(`sort:${order.descending ? '-' : ''}DAY`)
  } else if (!order.descending && of !== undefined) parts.rest.push(`sort:${of}`)
  parts.rest.push(`limit:${order.limit}`)
}

/** Revenue and spending without a period are this year's: what came in since the company began is no figure. */
function usualDays({ where }: Parts, subject: Subject, of: string | undefined): void {
  if (of !== 'net' || subject.of !== 'net') return
  const day = subject.set === 'bills' ? 'date' : 'issued'
  if (!where.some((each) => each.startsWith(`${day}:`))) where.push(`${day}:this-year`)
}

function commandOf(set: RecordSet, { where, group, measures, rest }: Parts): string {
  const unique = [...new Set(where)]
  // An amount that is open says already that something is.
  const conditions = unique.filter(
    (each) => each !== 'open:>0' || !unique.some((other) => other !== each && other.startsWith('open:')),
  )
  return [
    `report ${set.name}`,
    ...(conditions.length > 0 ? [`where ${conditions.join(' ')}`] : []),
    ...(group.length > 0 ? [`group:${group.join(',')}`] : []),
    ...measures,
    ...rest
      .map((each) => each.replace('DAY', set.day ?? ''))
      .sort((a, b) => ORDER.indexOf(a.split(':')[0] ?? '') - ORDER.indexOf(b.split(':')[0] ?? '')),
  ].join(' ')
}

const ORDER = ['sort', 'limit', 'chart', 'compare']
