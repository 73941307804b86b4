import type { Sentence } from './sentence.js'

export const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
export const DAY = `(?:${MONTHS}) \\d{1,2}(?:st|nd|rd|th)?(?: 20\\d\\d)?|\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${MONTHS})(?: 20\\d\\d)?|20\\d\\d-\\d\\d-\\d\\d|\\d{1,2}[./]\\d{1,2}[./]20\\d\\d|today|tomorrow|yesterday`
const SPAN = `(?:${MONTHS}|[qh][1-4]) (?:of )?(?:last|this|next) year|(?:${MONTHS})(?: 20\\d\\d)?|20\\d\\d-\\d\\d|(?:20\\d\\d )?[qh][1-4](?: 20\\d\\d)?|(?:fy ?)?20\\d\\d`
export const DAYS = [
  '(?:the )?(?:this|last|next|previous|current|past|coming) (?:week|month|quarter|year)',
  '(?:the )?(?:last|past|next|previous|coming) \\d{1,3} (?:days?|weeks?|months?|quarters?|years?)',
  '(?:the )?(?:end|beginning|start) of (?:the |this |next |last |previous )?(?:week|month|quarter|year)',
  `(?:the )?(?:end|beginning|start) of (?:(?:${MONTHS})(?: 20\\d\\d)?|(?:20\\d\\d )?[qh][1-4](?: 20\\d\\d)?|20\\d\\d)`,
  'year to date|month to date|quarter to date|ytd|mtd|qtd|eoy|eom|eoq',
  '(?:next|last) (?:mon|tues|wednes|thurs|fri|satur|sun)day',
  '\\d{1,3} (?:days?|weeks?|months?) ago',
  DAY,
  SPAN,
].join('|')

/** What goes before days, and how they are compared then. */
const BEFORE: Record<string, string> = { since: '>=', after: '>', before: '<', until: '<=', till: '<=', by: '<=' }
/** The word that says which day of a record is meant: closing, created, due … */
const VERBS =
  '(?:that |which |to |are |is |were |was |we |has |have |been |got |expected to |supposed to )*(closing|closes?|closed|created|added|new|due|opened|issued|sent|invoiced|billed|won|lost|received|paid|expiring|expires?|ending|starting|signed|logged|dated|spent|made|reported|solved|resolved|contacted|finished|done|completed|accepted|declined|approved|rejected|submitted|booked|disputed|reversed|cancelled|renewed|started|hired|joined|left|answered|moved|pay|called|met|bought|ordered)'

export type DaysSaid = {
  verb: string | undefined
  value: string
  /** Days that are the record's own ("from last month"), or the end of which is meant ("at the end of"). */
  of?: 'own' | 'end' | undefined
}

/** The days in a sentence, and the verb before them: "closing before the end of the year" is `close`, `<=eoy`. */
export function takeDays(sentence: Sentence): DaysSaid | undefined {
  const range = takeRange(sentence)
  if (range) return range
  const found = sentence.take(
    new RegExp(
      `(?:${VERBS} )?(?:(since|after|before|until|till|by)|(as (?:of|at)|at|from|of|dated)|in|during|for|on|over|within|the)? ?(?:in |the )?(${DAYS})`,
    ),
  )
  if (!found) return undefined
  const [, verb, preposition, led, days = ''] = found
  const mark = preposition === undefined ? '' : (BEFORE[preposition] ?? '')
  return { verb, value: bound(days, mark), of: ledTo(led, days) }
}

const ledTo = (led: string | undefined, days: string): DaysSaid['of'] =>
  led === 'from' || led === 'of' ? 'own' : led !== undefined || /^(?:the )?end of/.test(days) ? 'end' : undefined

/** "from January to March", "between 1 and 15 December": the month that is said once is both days'. */
function takeRange(sentence: Sentence): DaysSaid | undefined {
  const short = sentence.take(
    new RegExp(
      `(?:${VERBS} )?(?:between|from) (?:the )?(\\d{1,2})(?:st|nd|rd|th)? (?:and|to|until|till) (?:the )?(\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${MONTHS})(?: 20\\d\\d)?)`,
    ),
  )
  if (short) {
    const [, verb, first = '', last = ''] = short
    return { verb, value: `${bound(`${first}${last.replace(/^\d+(?:st|nd|rd|th)?/, '')}`, '')}..${bound(last, '')}` }
  }
  const found = sentence.take(
    new RegExp(
      `(?:${VERBS} )?(?:between|from|in|for)? ?(${DAY}|${SPAN}) (?:and|to|until|till|through|-|–) (${DAY}|${SPAN})`,
    ),
  )
  return found && { verb: found[1], value: `${bound(found[2] ?? '', '')}..${bound(found[3] ?? '', '')}` }
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^the /, ''],
  [/^(?:past|previous) (?=week|month|quarter|year|\d)/, 'last '],
  [/^coming (?=week|month|quarter|year|\d)/, 'next '],
  [/ of (?=last|this|next)/, ' '],
  [/^(\d+) (day|week|month)s? ago$/, '-$1$2'],
  [/^(\d{1,2})(?:st|nd|rd|th)? (?:of )?(?=[a-z])/, '$1 '],
  [/^(\d{1,2})\.(\d{1,2})\.(20\d\d)$/, '$3-$2-$1'],
]

/** As the language has them; "before the end of the year" has that day in it. */
export function bound(days: string, mark: string): string {
  const end = /^(?:the )?(end|beginning|start) of (?:the |this )?(week|month|quarter|year)$/.exec(days)
  if (end?.[1] === 'end' && end[2] !== 'week') return `${mark === '' ? '' : '<='}eo${end[2]?.[0]}`
  const plain = WORDS.reduce((text, [like, word]) => text.replace(like, word), days)
  return `${mark}${plain.replace(/\s+/g, '-')}`
}
