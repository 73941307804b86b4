import { nameKey } from '../../../../lib/name-key.js'
import type { Known } from './known.js'
import { type DaysSaid, takeDays } from './periods-in-words.js'
import { escaped } from './rephrase.js'
import { Sentence } from './sentence.js'

/** What people call a report that has another name, as it is left of their sentence. */
const SAID: Readonly<Record<string, RegExp>> = {
  'profit-and-loss':
    /(?:net |gross )?(?:profit|result|profit loss|p&l|pnl|income statement|bottom line)|net (?:income|earnings)|earnings/,
  'receivables-ageing':
    /(?:aged|ageing|aging) (?:debtors?|(?:accounts )?receivables?|ar)|(?:(?:accounts )?receivables?|ar|debtors?) (?:ageing|aging)|accounts receivable|debtors|owes most|owe most|customers late paying|late payers/,
  'payables-ageing':
    /(?:aged|ageing|aging) (?:creditors?|(?:accounts )?payables?|ap)|(?:(?:accounts )?payables?|ap|creditors?) (?:ageing|aging)|accounts payable|creditors|owe most to/,
  'days-sales-outstanding': /dso/,
  'top-customers': /(?:biggest|largest|best|top|most important) (?:customers?|clients?)/,
  'spend-by-supplier': /(?:biggest|largest|top|most expensive) (?:suppliers?|vendors?)/,
  'monthly-recurring-revenue': /(?:monthly )?recurring revenue|mrr/,
  'churn-and-renewal': /churn|renewals?|contracts (?:renew|end|expire|ending|expiring)|upcoming renewals/,
  'changes-since':
    /changes?(?:d)? (?:(?:in|to) )?(?:(?:the|our) )?(?:sales )?(?:pipeline|deals|funnel)|(?:pipeline|deal|funnel) changes/,
  forecast: /(?:expected|projected|forecast(?:ed)?) (?:revenue|sales|income)|(?:sales|revenue) forecast/,
  conversion: /conversion rates?/,
  'won-and-lost':
    /(?:win|close|closing|hit) rates?|(?:wins?|won)(?:[ /-]|[ -](?:and|or|vs|versus|against)[ -])(?:loss|losses|lost)(?: (?:deals|analysis|reasons))?/,
  pipeline: /sales (?:pipeline|funnel)|stages?/,
  'margin-per-deal': /(?:gross )?margins?(?: per)? deals?/,
  'response-times':
    /(?:response|reply|answer) times?|long take (?:answer|reply|respond)(?: customers| mails?)?|fast answer(?: customers)?/,
  tax: /(?:vat|gst|(?:sales )?tax|taxes)(?: owe| due| pay| return)?/,
}

/** What is open as of a day is what the report of that name says; the records themselves say what is open today. */
const STANDING: Readonly<Record<string, string>> = {
  receivables: 'receivables ageing',
  payables: 'payables ageing',
  'outstanding receivables': 'receivables ageing',
  'open receivables': 'receivables ageing',
}

/** What was lost month by month stands in this one; the report that churn alone is called looks back a year from today. */
const CHURN_OF_MONTHS = 'monthly recurring revenue'

/** Revenue of a time is what was invoiced in it; the report by that name spreads it over what it is for. Spending likewise. */
const ASKED_OF_RECORDS = new Set(['revenue', 'spend-by-supplier'])

/** Somebody's own of these are deals, which the records say one by one. */
const OF_DEALS = new Set(['pipeline', 'stale-deals'])

/** What is left of a question about how the company does beside its budget; the profit and loss has both sides. */
const RESULT =
  /^(?:doing|performing|going|actuals?|figures|results?|numbers|revenues?|income|sales|spend|spending|spent|costs?|expenses?)?$/

/**
 * "show me the balance sheet please", "profit last quarter against budget": a report by its name or by what people call it, of a time,
 * beside another, and nothing more. What its parameters can't name is left to who reads questions.
 */
export function reportNamed(words: string, known: Known): string | undefined {
  const { reports } = known
  const whole = new Sentence(words)
  const named = find(whole.left, reports)
  // What deals there are is known of today: "what was our pipeline" is another question.
  if (named && OF_DEALS.has(named.name) && /\b(?:was|were|had|did)\b/.test(whole.said)) return undefined
  if (named) return `report ${named.name}`
  const sentence = new Sentence(words)
  const against = takeAgainst(sentence)
  const days = takeDays(sentence)
  const by = sentence.take(/(?:by|per|for each) ([a-z]+)/)?.[1]
  const owner = takeOwner(sentence, known)
  if (!against && !days && by === undefined && owner === undefined) return undefined
  if (days?.verb !== undefined) sentence.put(days.verb)
  const asResult = against?.value === 'budget' && RESULT.test(sentence.left)
  const said = asResult ? 'profit loss' : days && sentence.left === 'churn' ? CHURN_OF_MONTHS : sentence.left
  const report = find(said, reports) ?? find(STANDING[said] ?? '', reports)
  if (!report || ASKED_OF_RECORDS.has(report.name)) return undefined
  if (owner !== undefined && OF_DEALS.has(report.name)) return undefined
  const time = timeOf(report, days, against)
  const other = against && againstOf(report, days, against)
  if (time === undefined || (against && other === undefined)) return undefined
  if (by !== undefined && (other !== undefined || !report.params['by']?.choices?.includes(by))) return undefined
  if (owner !== undefined && report.params['owner']?.record !== 'staff') return undefined
  const options = { by, owner, against: other }
  const more = Object.entries(options).flatMap(([key, value]) => (value === undefined ? [] : [`${key}:${value}`]))
  return ['report', report.name, ...time, ...more].join(' ')
}

/** Whose figures: "forecast for Dana", "my pipeline". */
function takeOwner(sentence: Sentence, { names }: Known): string | undefined {
  if (sentence.take(/my/)) return 'me'
  const found = names
    .filter(({ set, marked }) => set === 'staff' && !marked)
    .sort((a, b) => b.words.length - a.words.length)
    .find(({ words }) => sentence.take(new RegExp(`(?:(?:for|of|by) )?${escaped(nameKey(words))}(?: s)?`)))
  return found && (found.title.includes(' ') ? `"${found.title}"` : found.title)
}

type Against = { value: string; unit?: string }

/** What a figure is put beside: the budget, or a time before. */
function takeAgainst(sentence: Sentence): Against | undefined {
  const budget = sentence.take(
    /(?:(?:compared?|comparing) (?:to|with)|against|versus|vs|on|over|under|within|and) (?:the |our )?(?:budget|plan)|budget (?:versus|vs|against|and|to|comparison)/,
  )
  if (budget) return { value: 'budget' }
  const before = sentence.take(
    /(?:(?:compared?|comparing) (?:to|with)|against|versus|vs) (?:the )?(?:same (?:period|time|month|quarter) (?:of )?)?(?:(?:last|previous|prior) (year|quarter|month|period)|(year|quarter|month|period) before)/,
  )
  return before && { value: 'before', unit: before[1] ?? before[2] ?? '' }
}

/** A year before, or the time just before where it is as long as the time that is asked for. */
function againstOf(report: Named, days: DaysSaid | undefined, { value, unit }: Against): string | undefined {
  const choices = report.params['against']?.choices ?? []
  const same = unit === 'period' || days === undefined || days.value.endsWith(`-${unit}`)
  const asked = value === 'budget' ? value : unit === 'year' ? 'last-year' : same ? 'last-period' : ''
  return choices.includes(asked) ? asked : undefined
}

/** Of a report: its months, or the day that it is as of. None where it has no such time. */
function timeOf(report: Named, days: DaysSaid | undefined, against: Against | undefined): string[] | undefined {
  const said = days?.value ?? (against?.unit && /year|quarter/.test(against.unit) ? `this-${against.unit}` : undefined)
  if (said === undefined) return []
  if ('days' in report.params) return daysAhead(said)
  if ('since' in report.params) return sinceDay(said)
  if ('from' in report.params && 'to' in report.params) return report.name === 'forecast' ? ahead(said) : monthsOf(said)
  return 'asof' in report.params ? asOf(said) : undefined
}

/** Of a report that looks so many days ahead. */
function daysAhead(days: string): string[] | undefined {
  const found = /^next-(\d{1,3})-days?$/.exec(days)
  return found ? [`days:${found[1]}`] : undefined
}

const sinceDay = (days: string): string[] | undefined =>
  days.startsWith('>=') ? [`since:${spoken(days.slice(2))}`] : undefined

const YEAR = '(?:-20\\d\\d|-(?:last|this|next)-year)?'
const MONTH = new RegExp(`^(?:20\\d\\d-\\d\\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*${YEAR})$`)
const SPAN = new RegExp(
  `^(?:(?:last|previous|next)-(?:month|quarter|year)|(?:20\\d\\d-)?(?:q[1-4]|h[12])${YEAR}|(?:fy-?)?20\\d\\d)$`,
)
const UNDER_WAY = /^(?:this|current)-(month|quarter|year)$|^(y)td$|^(q)td$|^(m)td$/
const UNITS: Record<string, string> = { y: 'year', q: 'quarter', m: 'month' }

/** Months, as `from` and `to` take them. What is under way goes up to this month: what is to come has nothing yet. */
function monthsOf(days: string): string[] | undefined {
  const [, mark = '', said = ''] = /^([<>]=?)?(.*)$/.exec(days) ?? []
  const now = UNDER_WAY.exec(said)
  const unit = now && (now[1] ?? UNITS[now[2] ?? now[3] ?? now[4] ?? ''])
  const counted = /^last-(\d{1,2})-months?$/.exec(said)
  if (mark !== '' && mark !== '>=') return undefined
  if (unit) return [`from:${spoken(`this-${unit}`)}`, `to:${spoken('this-month')}`]
  if (counted) return [`from:-${Number(counted[1]) - 1}m`, `to:${spoken('this-month')}`]
  const [first = '', last] = said.split('..')
  if (last !== undefined)
    return [first, last].every((each) => MONTH.test(each) || SPAN.test(each))
      ? [`from:${spoken(first)}`, `to:${spoken(last)}`]
      : undefined
  if (!MONTH.test(said) && !SPAN.test(said)) return undefined
  return [`from:${spoken(said)}`, `to:${spoken(mark === '' ? said : 'this-month')}`]
}

/** Of what is to come the whole time that is said counts, and not what of it is over. */
function ahead(days: string): string[] | undefined {
  const now = /^(?:this|current)-(?:month|quarter|year)$/.test(days)
  if (!now && UNDER_WAY.test(days)) return undefined
  if (/^[<>]|^last-\d/.test(days)) return undefined
  return now ? [`from:${spoken(days)}`, `to:${spoken(days)}`] : monthsOf(days)
}

/** The day at the end of what is said; of what is under way, today. */
function asOf(days: string): string[] | undefined {
  const said = days.replace(/^<=/, '')
  if (/^[<>]/.test(said) || /^(?:last|next)-\d/.test(said)) return undefined
  return [`asof:${UNDER_WAY.test(said) ? 'today' : spoken(said)}`]
}

/** As it is typed: words that are several stand in quotes, a month in digits as it is. */
export function spoken(days: string): string {
  const said = /^\d[\d-]*$/.test(days) ? days : days.replaceAll('-', ' ')
  return said.includes(' ') ? `"${said}"` : said
}

type Named = Known['reports'][number]

function find(left: string, reports: Known['reports']): Known['reports'][number] | undefined {
  if (left === '') return undefined
  const said = left.replaceAll(' ', '-')
  return reports.find(
    ({ name, title }) =>
      [name, dashed(title), dashed(name.replaceAll('-', ' '))].includes(said) ||
      (SAID[name] !== undefined && new RegExp(`^(?:${SAID[name].source})$`).test(left)),
  )
}

/** Reports that a sentence speaks of beside what nobody can read: “win rate by owner”. */
export function reportsSpokenOf(words: string, reports: Known['reports']): string[] {
  const { said } = new Sentence(words)
  return reports
    .filter(({ name }) => SAID[name] !== undefined && new RegExp(`(?:^| )(?:${SAID[name].source})(?: |$)`).test(said))
    .map(({ name }) => name)
}

const dashed = (text: string): string => new Sentence(text).left.replaceAll(' ', '-')
