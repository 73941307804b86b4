import type { Sentence } from './sentence.js'

const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const DAYS = [
  '(?:the )?(?:this|last|next|previous|current|past|coming) (?:week|month|quarter|year)',
  '(?:the )?(?:last|past|next|previous|coming) \\d{1,3} (?:days?|weeks?|months?|quarters?|years?)',
  '(?:the )?(?:end|beginning|start) of (?:the |this |next |last |previous )?(?:week|month|quarter|year)',
  `(?:the )?(?:end|beginning|start) of (?:(?:${MONTHS})(?: 20\\d\\d)?|(?:20\\d\\d )?q[1-4](?: 20\\d\\d)?|20\\d\\d)`,
  'year to date|month to date|quarter to date|ytd|mtd|qtd|today|tomorrow|yesterday|eoy|eom|eoq',
  'next (?:mon|tues|wednes|thurs|fri|satur|sun)day',
  `(?:${MONTHS}) \\d{1,2}(?:st|nd|rd|th)?(?: 20\\d\\d)?`,
  `\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${MONTHS})(?: 20\\d\\d)?`,
  `(?:${MONTHS}) 20\\d\\d|(?:${MONTHS})`,
  '20\\d\\d-\\d\\d-\\d\\d|20\\d\\d-\\d\\d|(?:20\\d\\d )?q[1-4](?: 20\\d\\d)?|20\\d\\d',
].join('|')

/** What goes before days, and how they are compared then. */
const BEFORE: Record<string, string> = { since: '>=', after: '>', before: '<', until: '<=', till: '<=', by: '<=' }
/** The word that says which day of a record is meant: closing, created, due … */
const VERBS =
  '(?:that |which |to |are |is |were |was |we |has |have |expected to |supposed to )*(closing|closes?|closed|created|added|new|due|opened|open|issued|sent|invoiced|billed|won|lost|received|paid|expiring|expires?|signed|logged|dated|spent|made|reported|solved|resolved|contacted|finished|done)'

export type DaysSaid = { verb: string | undefined; value: string }

/** The days in a sentence, and the verb before them: "closing before the end of the year" is `close`, `<=eoy`. */
export function takeDays(sentence: Sentence): DaysSaid | undefined {
  const found = sentence.take(
    new RegExp(
      `(?:${VERBS} )?(?:(since|after|before|until|till|by)|as (?:of|at)|at|in|during|for|of|from|on|over|within|the)? ?(?:in |the )?(${DAYS})`,
    ),
  )
  if (!found) return undefined
  const [, verb, preposition, days = ''] = found
  const mark = preposition === undefined ? '' : (BEFORE[preposition] ?? '')
  return { verb, value: bound(days, mark) }
}

/** The end of a piece of time as the language has it; "before the end of the year" has that day in it. */
function bound(days: string, mark: string): string {
  const end = /^(?:the )?(end|beginning|start) of (?:the |this )?(week|month|quarter|year)$/.exec(days)
  if (end?.[1] === 'end' && end[2] !== 'week') return `${mark === '' ? '' : '<='}eo${end[2]?.[0]}`
  const plain = days
    .replace(/^the /, '')
    .replace(/^past (?=week|month|quarter|year)/, 'last ')
    .replace(/^coming (?=week|month|quarter|year)/, 'next ')
    .replace(/^past /, 'last ')
    .replace(/^coming /, 'next ')
    .replace(/^year to date$/, 'ytd')
  return `${mark}${plain.replace(/\s+/g, '-')}`
}
