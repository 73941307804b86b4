import type { RecordSet } from '../../../../domain/ask/record-set.js'
import type { Instead, Parts } from './known.js'
import type { Sentence } from './sentence.js'
import type { Subject } from './subject-in-words.js'

/** What is made of the records: an average of a field, or a sum. */
export type Figured = { of: string; field?: string }

const PART = /^(?:day|week|month|quarter|year)$/

export function takeFigure(sentence: Sentence, set: RecordSet): Figured | undefined {
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

/** "average tickets per owner" is of their number, and of no amount of theirs. */
export const averagesRecords = ({ said }: Sentence, { many, words = [] }: RecordSet, { field }: Figured): boolean =>
  field === undefined &&
  new RegExp(
    `\\b(?:average|avg|mean) (?:[a-z]+ ){0,2}(?:${[many, ...words.filter((word) => word.endsWith('s'))].join('|')})\\b`,
  ).test(said)

export function sumsInstead(set: RecordSet, parts: Parts, of: string | undefined): Instead {
  const group = groupsOf(parts, set)
  const rest = `${group.length > 0 ? ` group:${group.join(',')}` : ''} ${of === undefined ? 'count' : `sum:${of}`}`
  return {
    why: 'I can’t average what is added up first. This gives what each came to.',
    commands: [`report ${set.name}${parts.where.length > 0 ? ` where ${parts.where.join(' ')}` : ''}${rest}`],
  }
}

type Figure = { counted: boolean; figured: Figured | undefined; of: string | undefined }

export function addMeasure(parts: Parts, subject: Subject, set: RecordSet, { counted, figured, of }: Figure): void {
  if (subject.measure !== undefined) parts.measures.push(subject.measure)
  else if (counted) parts.measures.push('count')
  else if (figured?.field !== undefined) parts.measures.push(`${figured.of}:${figured.field}`)
  else if (figured && of !== undefined) parts.measures.push(`${figured.of}:${of}`)
  else if ((subject.figure || parts.group.length > 0) && of !== undefined) parts.measures.push(`sum:${of}`)
  parts.group = groupsOf(parts, set)
}

/** A piece of time is grouped by a day: "by month" of what has several days. */
const groupsOf = (parts: Parts, set: RecordSet): string[] =>
  parts.group.map((each) => (PART.test(each) ? `${dayField(parts, set)}.${each}` : each))

const isDay = ({ fields }: RecordSet, name = ''): boolean =>
  fields[name]?.type === 'date' || fields[name]?.type === 'instant'

/** The day by which is grouped: that of the period, else what the state is about. */
const dayField = ({ where }: Parts, set: RecordSet): string =>
  set.name === 'deals' && (where.includes('status:won') || where.includes('status:lost'))
    ? 'closed'
    : (where.map((each) => each.split(':')[0] ?? '').find((name) => isDay(set, name)) ?? set.day ?? '')

/**
 * Revenue and spending without a period are this year's: what came in since the company began is no figure. What is compared with
 * the quarter before is this quarter's.
 */
export function usualDays({ where, rest }: Parts, subject: Subject, set: RecordSet): void {
  const net = subject.of === 'net' ? (subject.set === 'bills' ? 'date:this-year' : 'issued:this-year') : undefined
  const compared = /^compare:last-(year|quarter|month)$/.exec(rest.find((each) => each.startsWith('compare')) ?? '')
  const field = where.includes('status:won') || where.includes('status:lost') ? 'closed' : set.day
  const same = compared && field !== undefined ? `${field}:this-${compared[1]}` : undefined
  const usual = same ?? subject.usual ?? net
  if (usual !== undefined && !where.some((each) => isDay(set, each.split(':')[0]))) where.push(usual)
}
