import type { Known } from './known.js'
import { takeDays } from './periods-in-words.js'
import { Sentence } from './sentence.js'

/** What people call a report that has another name, as it is left of their sentence. */
const SAID: Readonly<Record<string, RegExp>> = {
  'profit-and-loss': /(?:net )?(?:profit|result|profit loss|p&l|pnl|income statement|bottom line)/,
  'cash-flow': /cash(?: position| flow| balance)?/,
  'receivables-ageing':
    /(?:aged|ageing|aging) (?:debtors?|receivables?)|debtors|owes most|owe most|customers late paying|late payers/,
  'payables-ageing': /(?:aged|ageing|aging) (?:creditors?|payables?)|creditors|owe most to/,
  'days-sales-outstanding': /dso|(?:average )?days to pay|average days pay(?: customer)?|long customers take pay/,
  'top-customers': /(?:biggest|largest|best|top|most important) (?:customers|clients)/,
  'spend-by-supplier': /(?:biggest|largest|top|most expensive) (?:suppliers|vendors)/,
  'monthly-recurring-revenue': /(?:monthly )?recurring revenue|mrr|arr/,
  'churn-and-renewal': /churn|renewals?|contracts (?:renew|end|expire|ending|expiring)|upcoming renewals/,
  conversion: /(?:win|conversion|close|hit) rates?/,
  'margin-per-deal': /(?:gross )?margins?(?: per deal| deals?)?/,
  'response-times':
    /(?:response|reply|answer) times?|long take (?:answer|reply|respond)(?: customers| mails?)?|fast answer(?: customers)?/,
  tax: /(?:vat|tax|taxes)(?: owe| due| pay)?/,
}

/**
 * "show me the balance sheet please", "profit last month": a report by its name or by what people call it, of a month or of its usual time, and nothing
 * more. A time that its parameters can't name is left to who reads questions.
 */
export function reportNamed(words: string, { reports }: Known): string | undefined {
  const whole = new Sentence(words)
  const named = find(whole.left, reports)
  if (named) return `report ${named.name}`
  const sentence = new Sentence(words)
  const days = takeDays(sentence)
  const report = days && days.verb === undefined ? find(sentence.left, reports) : undefined
  if (!report || !days || !('from' in report.params && 'to' in report.params) || !IS_MONTH.test(days.value))
    return undefined
  const month = days.value.replaceAll('-', ' ')
  const said = /^20\d\d \d\d$/.test(month) ? days.value : month
  const value = said.includes(' ') ? `"${said}"` : said
  return `report ${report.name} from:${value} to:${value}`
}

/** A month, as the parameters of reports take one. */
const IS_MONTH =
  /^(?:(?:this|last|previous|current)-month|20\d\d-\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:-20\d\d)?)$/

function find(left: string, reports: Known['reports']): Known['reports'][number] | undefined {
  if (left === '') return undefined
  const said = left.replaceAll(' ', '-')
  return reports.find(
    ({ name, title }) =>
      [name, dashed(title), dashed(name.replaceAll('-', ' '))].includes(said) ||
      (SAID[name] !== undefined && new RegExp(`^(?:${SAID[name].source})$`).test(left)),
  )
}

const dashed = (text: string): string => new Sentence(text).left.replaceAll(' ', '-')
