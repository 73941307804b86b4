import type { Sentence } from './sentence.js'

const NUMBER =
  '(?:[€$£] ?)?\\d[\\d.,]*(?: ?(?:k|m|mn|million|thousand))?(?: ?(?:eur|euros?|usd|dollars?|gbp|pounds?|chf|€|\\$|£))?'
const OVER: [string, string][] = [
  ['at least|no less than|from|minimum|min', '>='],
  ['over|above|more than|greater than|bigger than|larger than|exceeding|higher than|worth more than|>', '>'],
  ['at most|up to|no more than|maximum|max', '<='],
  ['under|below|less than|smaller than|lower than|cheaper than|<', '<'],
]

/** "over 10k", "between 5 and 10k", "at least 20,000 euros": what a value is compared with. */
export function takeAmount(sentence: Sentence): string | undefined {
  const between = sentence.take(
    new RegExp(`(?:worth |valued )?between (${NUMBER}) and (${NUMBER})(?! ?(?:days?|weeks?|months?))`),
  )
  if (between) return `${plain(between[1] ?? '')}..${plain(between[2] ?? '')}`
  for (const [words, mark] of OVER) {
    const found = sentence.take(
      new RegExp(`(?:worth |valued |valued at |of )?(?:${words}) ?(${NUMBER})(?! ?(?:days?|weeks?|months?|percent|%))`),
    )
    if (found) return `${mark}${plain(found[1] ?? '')}`
  }
  return undefined
}

/** "more than 30 days", "for over 2 weeks", "30+ days late": days. */
export function takeAge(sentence: Sentence): string | undefined {
  const found =
    sentence.take(
      /(?:for |by |older than |late by )?(?:more than|over|longer than|older than|at least|>) ?(\d{1,4}) (day|week|month)s?(?: (?:overdue|late|old|past due|ago))?/,
    ) ??
    sentence.take(/(?:older than) ?(\d{1,4}) (day|week|month)s?/) ??
    sentence.take(/(\d{1,4})\+ (day|week|month)s?(?: (?:overdue|late|old|past due))?/)
  if (!found) return undefined
  const unit = found[2] === 'week' ? 7 : found[2] === 'month' ? 30 : 1
  return `>${Number(found[1]) * unit}`
}

const CODES: [RegExp, string][] = [
  [/eur(os?)?|€/, 'EUR'],
  [/usd|dollars?|\$/, 'USD'],
  [/gbp|pounds?|£/, 'GBP'],
  [/chf/, 'CHF'],
]

function plain(said: string): string {
  const code = CODES.find(([pattern]) => pattern.test(said))?.[1] ?? ''
  const number = said.replace(/[^\d.,kmilonthusad]/g, '').replace(/(euros?|eur|usd|dollars?|gbp|pounds?|chf)$/, '')
  const [digits = ''] = /^[\d.,]+/.exec(number) ?? []
  const size = number.slice(digits.length)[0]
  const short = size === 'k' || size === 't' ? 'k' : size === 'm' ? 'm' : ''
  if (code === '') return `${digits}${short}`
  return `${digits.replace(/,(?=\d{3})/g, '')}${short === 'k' ? '000' : short === 'm' ? '000000' : ''}${code}`
}
