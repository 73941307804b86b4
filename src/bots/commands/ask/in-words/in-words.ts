import { maySee } from '../../../../domain/ask/catalogue.js'
import type { RecordSet } from '../../../../domain/ask/record-set.js'
import { addAge, takeAge } from './ages-in-words.js'
import { takeAmount } from './amounts-in-words.js'
import { withoutDirection } from './directions-in-words.js'
import { takeEnding } from './endings-in-words.js'
import { addMeasure, averagesRecords, type Figured, sumsInstead, takeFigure, usualDays } from './figures-in-words.js'
import { takeGroups, takeMissing } from './groups-in-words.js'
import { instead, insteadOfHidden } from './instead-in-words.js'
import type { Instead, Known, Parts } from './known.js'
import { takeNames, withoutClashes } from './names-in-words.js'
import { addOrder, type Order, takeOrder } from './order-in-words.js'
import { DAY, type DaysSaid, takeDays } from './periods-in-words.js'
import { asTyped, rephrased } from './rephrase.js'
import { reportNamed } from './report-in-words.js'
import { Sentence } from './sentence.js'
import { addSilence, takeSilence } from './silence-in-words.js'
import { standingThen } from './standing-in-words.js'
import { takeStates } from './states-in-words.js'
import { costsOf, type Subject, takeSubject } from './subject-in-words.js'
import { dayOf, withoutDay } from './verbs-in-words.js'
import { byWorth } from './worth-in-words.js'

/**
 * What a sentence asks, as the commands that it may be: one, or two where it can be read two ways. None where a word of it was not
 * understood: `left` are those, and `instead` why it is not answered where that is another reason. Nothing is guessed: each meaning takes
 * its words away, and what is left over is said.
 */
export function readInWords(words: string, known: Known): { commands: string[]; left: string; instead?: Instead } {
  const other = instead(words, known)
  if (other) return { commands: [], left: words.trim(), instead: other }
  const sentences = rephrased(words, known)
  const report = sentences.flatMap((each) => reportNamed(each, known) ?? [])[0]
  if (report) return { commands: [report], left: '' }
  const readings = sentences.flatMap(eachMeaning).flatMap((each): Read[] => {
    const named = reportNamed(each, known)
    return named
      ? [{ command: named, left: '' }]
      : withoutClashes(known).map((names) => readOnce(each, { ...known, names }))
  })
  const good = readings.flatMap(({ command, left }) => (command !== undefined && left === '' ? [command] : []))
  if (good.length > 0) return { commands: [...new Set(good)], left: '' }
  const left = asTyped(readings.map((reading) => reading.left).find((each) => each !== '') ?? '')
  const why = readings.find((reading) => reading.instead)?.instead
  return { commands: [], left: left || words.trim(), ...(why && { instead: why }) }
}

/** What one word means two things by. */
const TWOFOLD: readonly (readonly [word: RegExp, meant: readonly string[]])[] = [
  // Sales are what was won, or what was invoiced.
  [
    /(?<!cost of )\bsales\b(?! (?:order|tax|rep|team|people|person|forecast|pipeline|funnel|cycle))/i,
    ['won deals', 'revenue'],
  ],
  [/\bhow much (?:money )?(?:did|have|do) we (?:earn(?:ed)?|ma[dk]e)\b/i, ['revenue', 'profit']],
  // Expenses are what colleagues claim, or all that the company's accounts of that kind came to.
  [/\b(?:total )?(?:operating )?expenses\b(?! claims)/i, ['expenses', 'operating costs']],
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

type Read = { command?: string; left: string; instead?: Instead }

/** What was read of a sentence before it is known whether it can be answered. */
type Said = {
  sentence: Sentence
  subject: Subject
  set: RecordSet
  parts: Parts
  days: DaysSaid | undefined
  counted: boolean
  figured: Figured | undefined
  order: Order | undefined
  of: string | undefined
}

function readOnce(words: string, known: Known): Read {
  const sentence = new Sentence(words)
  const parts: Parts = { where: [], group: [], measures: [], rest: [] }
  takeEnding(sentence, parts)
  const silence = takeSilence(sentence)
  const age = takeAge(sentence)
  const amount = takeAmount(sentence, known.catalogue)
  const team = sentence.take(/(?:my|our) team(?: s)?/) !== undefined
  const subject =
    takeSubject(sentence, known.catalogue) ?? (silence === undefined ? costsOf(sentence, known) : CUSTOMERS)
  const set = subject && known.catalogue.get(subject.set)
  if (!subject || !set) return { left: sentence.left || words.trim() }
  if (!maySee(known.sight, set))
    return { left: sentence.left || words.trim(), instead: insteadOfHidden(set, subject, known) }
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
  const crossed = withoutDirection(parts, subject, set, days)
  if (crossed) return { left: 'from', instead: crossed }
  if (subject.of === 'open') sentence.take(/owes?(?: us)?/)
  const order = takeOrder(sentence, set)
  addUsualGroup(parts, subject, set, { counted, ordered: order !== undefined })
  const states = takeStates(sentence, set.name)
  parts.where.push(...states.where)
  if (parts.where.includes('kind:credit_note'))
    parts.where = parts.where.map((each) => (each === 'open:>0' ? 'open:<0' : each))
  if (age && !addAge(sentence, age, set, parts)) return { left: age.words }
  const of = subject.of ?? states.of ?? set.amount
  if (silence !== undefined && !addSilence(silence, set, parts)) return { left: 'not heard from' }
  if (amount && of === undefined) return { left: amount.words.trim() }
  const said: Said = { sentence, subject, set, parts, days, counted, figured, order, of }
  const worth = worthOf(said)
  return worth ?? refused(said) ?? answered(said, amount)
}

function worthOf({ sentence, set, parts, days, order }: Said): Read | undefined {
  const sized = order?.by === 'amount' && set.name === 'companies' && !days?.verb
  const command = sized ? byWorth(parts, order, days?.value) : undefined
  return command === undefined ? undefined : { command, left: sentence.left }
}

/** What every word was understood of and no record can say; adds the days that it can. */
function refused({ sentence, subject, set, parts, days, counted, figured, of }: Said): Read | undefined {
  if (figured?.of === 'avg' && (subject.of !== undefined || counted || averagesRecords(sentence, set, figured)))
    return { left: 'average', instead: sumsInstead(set, parts, of) }
  const was = sentence.take(/(?:were|was|had)/) ?? sentence.take(/did (?:we |they )?(?:still )?have/)
  const then = subject.standing ? undefined : standingThen({ set, ...parts, days, was: was !== undefined })
  if (then) return { left: days?.value ?? 'were', instead: then }
  const conditions = [...parts.where]
  if (days && !addDays(days, subject, set, parts))
    return { left: days.value, instead: withoutDay(set, conditions, days.verb, days.value) }
  const ahead = sentence.take(/will|shall|going to|gonna/)
  return ahead && parts.where.some((each) => SETTLED.test(each)) ? { left: ahead[0] } : undefined
}

function answered(
  { sentence, subject, set, parts, counted, figured, order, of }: Said,
  amount?: { value: string },
): Read {
  if (amount) parts.where.push(`${subject.of === 'net' ? 'total' : of}:${amount.value}`)
  if (order && order.by !== 'day' && of === undefined && parts.group.length === 0) return { left: order.words }
  addMeasure(parts, subject, set, { counted, figured, of })
  addOrder(parts, order, of)
  usualDays(parts, subject, set)
  usualOnes(parts, set)
  sentence.take(/(?:which|what|who|whom|us|money)/)
  return { command: commandOf(set, parts), left: sentence.left }
}

/** The days that were said, of the day that is meant by the verb before them; with what the verb says as well. */
function addDays(days: DaysSaid, { standing }: Subject, set: RecordSet, { where }: Parts): boolean {
  const found = dayOf(set, days, where)
  if (!found) return false
  const { field, also } = found
  const { value } = days
  const said = where.map((each) => each.split(':')[0])
  where.push(...also.filter((each) => !said.includes(each.split(':')[0])))
  return where.push(`${field}:${standing && !/^[<>]/.test(value) ? '<=' : ''}${value}`) > 0
}

/** Every company begins in the role of a customer, so their number is that of prospects too; the biggest costs are those of accounts. */
function addUsualGroup(
  { where, group }: Parts,
  { figure }: Subject,
  { name }: RecordSet,
  { counted, ordered }: { counted: boolean; ordered: boolean },
): void {
  if (group.length > 0) return
  if (counted && where.includes('role:customer')) group.push('lifecycle')
  if (ordered && figure && name === 'postings') group.push('account')
}

/** What has happened, and will not once more. */
const SETTLED = /^(?:status:(?:won|lost|paid|closed|accepted|declined)|done:yes|direction:)/

function takeMine(sentence: Sentence, set: RecordSet, { where }: Parts, team: boolean): void {
  const owner = Object.entries(set.relations).find(([name, { to }]) => to === 'staff' && name !== 'reviewer')?.[0]
  if (owner === undefined) {
    if (team) sentence.put('team')
    return
  }
  if (team) where.push(`${owner}:my-team`)
  else if (sentence.take(/my|mine|(?:of|by|for|assigned to) me|i own/)) where.push(`${owner}:me`)
}

/** What figures of a kind leave out, where nothing was said of it: of payments the direction makes it one. */
function usualOnes({ where, measures }: Parts, { usual = [] }: RecordSet): void {
  const isSaid = (condition: string) =>
    where.some((each) => each.slice(0, each.indexOf(':')) === condition.slice(0, condition.indexOf(':')))
  // Nothing of a rejected bill is open, nor left of a payment that bounced.
  const counts = measures.some((each) => !/^(count|\w+:(open|unapplied|days-overdue))$/.test(each))
  const isFigure = counts || where.some((each) => each.startsWith('direction:'))
  if (isFigure) where.push(...usual.filter((condition) => !isSaid(condition)))
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
