import { maySee } from '../../../../domain/ask/catalogue.js'
import type { RecordSet } from '../../../../domain/ask/record-set.js'
import { addAge, takeAge } from './ages-in-words.js'
import { takeAmount } from './amounts-in-words.js'
import { takeEnding } from './endings-in-words.js'
import { takeGroups, takeMissing } from './groups-in-words.js'
import type { Known, Parts } from './known.js'
import { takeNames, withoutClashes } from './names-in-words.js'
import { addOrder, takeOrder } from './order-in-words.js'
import { DAY, type DaysSaid, takeDays } from './periods-in-words.js'
import { asTyped, rephrased } from './rephrase.js'
import { reportNamed } from './report-in-words.js'
import { Sentence } from './sentence.js'
import { addSilence, takeSilence } from './silence-in-words.js'
import { dayOf, takeStates } from './states-in-words.js'
import { type Subject, takeSubject } from './subject-in-words.js'
import { byWorth } from './worth-in-words.js'

/**
 * What a sentence asks, as the commands that it may be: one, or two where it can be read two ways. None where a word of it was not
 * understood: `left` are those. Nothing is guessed: each meaning takes its words away, and what is left over is said.
 */
export function readInWords(words: string, known: Known): { commands: string[]; left: string } {
  const sentences = rephrased(words, known)
  const report = sentences.flatMap((each) => reportNamed(each, known) ?? [])[0]
  if (report) return { commands: [report], left: '' }
  const readings = sentences.flatMap(eachMeaning).flatMap((each) => {
    const named = reportNamed(each, known)
    return named
      ? [{ command: named, left: '' }]
      : withoutClashes(known).map((names) => readOnce(each, { ...known, names }))
  })
  const good = readings.flatMap(({ command, left }) => (command !== undefined && left === '' ? [command] : []))
  const left = asTyped(readings.map((reading) => reading.left).find((each) => each !== '') ?? '')
  return { commands: [...new Set(good)], left: good.length > 0 ? '' : left || words.trim() }
}

/** What one word means two things by. */
const TWOFOLD: readonly (readonly [word: RegExp, meant: readonly string[]])[] = [
  // Sales are what was won, or what was invoiced.
  [/\bsales\b(?! (?:order|tax|rep|team))/i, ['won deals', 'revenue']],
  // Income is what comes in, or what is left of it.
  [/\bincome\b(?! statement)/i, ['revenue', 'profit']],
  // "from 1 October" is that day, or all since.
  [new RegExp(`\\bfrom (?=(?:${DAY})(?! (?:and|to|until|till|through|-|–) )(?: |$))`), ['on ', 'since ']],
]

function eachMeaning(words: string): string[] {
  const [word, meant] = TWOFOLD.find(([each]) => each.test(words)) ?? []
  return word && meant ? meant.map((each) => words.replace(word, each)) : [words]
}

const CUSTOMERS: Subject = { set: 'companies', where: ['role:customer'], group: [] }

function readOnce(words: string, known: Known): { command?: string; left: string } {
  const sentence = new Sentence(words)
  const parts: Parts = { where: [], group: [], measures: [], rest: [] }
  takeEnding(sentence, parts)
  const silence = takeSilence(sentence)
  const age = takeAge(sentence)
  const amount = takeAmount(sentence)
  const team = sentence.take(/(?:my|our) team(?: s)?/) !== undefined
  const subject = takeSubject(sentence, known.catalogue) ?? (silence === undefined ? undefined : CUSTOMERS)
  const set = subject && known.catalogue.get(subject.set)
  if (!subject || !set || !maySee(known.sight, set)) return { left: sentence.left || words.trim() }
  parts.where.push(...subject.where)
  parts.group.push(...subject.group)
  if (subject.figure && sentence.take(/(?<!(?:by|per|each|of) )(?:customers|clients|companies|suppliers|vendors)/))
    parts.group.push('company')
  // "deals of Total" are a company's; "total of deals" adds them up.
  takeNames(sentence, { ...known, names: known.names.filter(({ marked }) => marked) }, set, parts)
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
  if (age && !addAge(sentence, age, set, parts)) return { left: age.words }
  const of = subject.of ?? states.of ?? set.amount
  if (silence !== undefined && !addSilence(silence, set, parts)) return { left: 'not heard from' }
  if (amount && of === undefined) return { left: amount.words.trim() }
  const sized = order?.by === 'amount' && set.name === 'companies' && !days?.verb
  const worth = sized ? byWorth(parts, order, days?.value) : undefined
  if (worth !== undefined) return { command: worth, left: sentence.left }
  if (days && !addDays(days, subject, set, parts)) return { left: days.value }
  if (amount) parts.where.push(`${subject.of === 'net' ? 'total' : of}:${amount.value}`)
  if (order && order.by !== 'day' && of === undefined && parts.group.length === 0) return { left: order.words }
  addMeasure(parts, subject, set, { counted, figured, of })
  addOrder(parts, order, of)
  usualDays(parts, subject, set)
  sentence.take(/(?:which|what|who|whom|us|money)/)
  return { command: commandOf(set, parts), left: sentence.left }
}

/** The days that were said, of the day that is meant by the verb before them; with what the verb says as well. */
function addDays({ verb, value }: DaysSaid, { standing }: Subject, set: RecordSet, { where }: Parts): boolean {
  const { field = set.day, also } = dayOf(set.name, verb, where)
  const said = where.map((each) => each.split(':')[0])
  where.push(...also.filter((each) => !said.includes(each.split(':')[0])))
  return field !== undefined && where.push(`${field}:${standing && !/^[<>]/.test(value) ? '<=' : ''}${value}`) > 0
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

function takeMine(sentence: Sentence, set: RecordSet, { where }: Parts, team: boolean): void {
  const owner = Object.entries(set.relations).find(([name, { to }]) => to === 'staff' && name !== 'reviewer')?.[0]
  if (owner === undefined) {
    if (team) sentence.put('team')
    return
  }
  if (team) where.push(`${owner}:my-team`)
  else if (sentence.take(/my|mine|(?:of|by|for|assigned to) me|i own/)) where.push(`${owner}:me`)
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

/**
 * Revenue and spending without a period are this year's: what came in since the company began is no figure. What is compared with
 * the quarter before is this quarter's.
 */
function usualDays({ where, rest }: Parts, subject: Subject, set: RecordSet): void {
  const net = subject.of === 'net' ? (subject.set === 'bills' ? 'date:this-year' : 'issued:this-year') : undefined
  const compared = /^compare:last-(year|quarter|month)$/.exec(rest.find((each) => each.startsWith('compare')) ?? '')
  const field = where.includes('status:won') || where.includes('status:lost') ? 'closed' : set.day
  const same = compared && field !== undefined ? `${field}:this-${compared[1]}` : undefined
  const usual = same ?? subject.usual ?? net
  const isDay = (name = '') => set.fields[name]?.type === 'date' || set.fields[name]?.type === 'instant'
  if (usual !== undefined && !where.some((each) => isDay(each.split(':')[0]))) where.push(usual)
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
