import type { AskCatalogue } from '../../../../domain/ask/catalogue.js'
import { MONTHS } from './periods-in-words.js'
import type { Sentence } from './sentence.js'

const SIZE = '(?: ?(?:k|mn|m|million|thousand)(?![a-z]))?'
const BEFORE = '(?:(?:eur|usd|gbp|chf) |[€$£] ?)?'
const AFTER = '(?: ?(?:euros?|eur|usd|dollars?|gbp|pounds?|chf|€|\\$|£)(?![a-z]))?'
const NUMBER = `(?:${BEFORE}\\d[\\d.,]*${SIZE}${AFTER}|(?:half )?an? (?:million|thousand)${AFTER})`
const SIZED =
  '(?:(?:eur|usd|gbp|chf) |[€$£] ?)\\d[\\d.,]*(?: ?(?:k|mn|m|million|thousand))?|\\d[\\d.,]* ?(?:k|mn|m|million|thousand|euros?|eur|usd|dollars?|gbp|pounds?|chf|€|\\$|£)'
/** A number that days, shares and a day of a month are counted by is no amount. */
const COUNTED = `(?! ?(?:days?|weeks?|months?|years?|hours?|percent|%|st|nd|rd|th|(?:of )?(?:${MONTHS}))(?![a-z]))`
const YEAR = '(?!(?:19|20)\\d\\d(?![\\d.,]| ?(?:k|m|eur|usd|gbp|chf|€|\\$|£)))'

const OVER: [string, string][] = [
  ['at least|no less than|minimum|min', '>='],
  ['over|above|more than|greater than|bigger than|larger than|exceeding|higher than|worth more than|>', '>'],
  ['at most|up to|no more than|maximum|max', '<='],
  ['under|below|less than|smaller than|lower than|cheaper than|<', '<'],
]
const OR_MORE: [string, string][] = [
  ['or more|or above|or over|or higher|and more|and above|and up', '>='],
  ['or less|or below|or under|or lower|and below', '<='],
]

type AmountSaid = { value: string; words: string }

/** "more than 5 open deals" counts deals: a number alone before what a kind of record is called in the plural is no amount. */
const countsRecords = (sentence: Sentence, catalogue: AskCatalogue): boolean => {
  const kinds = [...catalogue.values()].flatMap(({ many, words = [] }) => [
    many,
    ...words.filter((word) => word.endsWith('s')),
  ])
  const plurals = kinds.map((word) => word.replaceAll('-', ' ')).join('|')
  const between = '(?:(?!(?:in|of|on|for|by|from|to|and|with|per|at) )[a-z]+ ){0,2}'
  const marks = [...OVER, ...OR_MORE].map(([words]) => words).join('|')
  return new RegExp(`(?: |^)(?:(?:${marks}) \\d[\\d,]*|\\d[\\d,]* (?:${marks})) ${between}(?:${plurals})(?: |$)`).test(
    sentence.text,
  )
}

/** "over 10k", "between 5 and 10k", "50k or more", "at least 20,000 euros": what a value is compared with. */
export function takeAmount(sentence: Sentence, catalogue: AskCatalogue): AmountSaid | undefined {
  if (countsRecords(sentence, catalogue)) return undefined
  const between = sentence.take(
    new RegExp(`(worth |valued )?between ${YEAR}(${NUMBER}) and ${YEAR}(${NUMBER})${COUNTED}`),
  )
  if (between) return { value: `${plain(between[2] ?? '')}..${plain(between[3] ?? '')}`, words: between[0] }
  for (const [words, mark] of OR_MORE) {
    const found = sentence.take(new RegExp(`(?:worth |valued |valued at |of |from )?(${NUMBER}) (?:${words})`))
    if (found) return { value: `${mark}${plain(found[1] ?? '')}`, words: found[0] }
  }
  for (const [words, mark] of OVER) {
    const found = sentence.take(new RegExp(`(?:worth |valued |valued at |of )?(?:${words}) ?(${NUMBER})${COUNTED}`))
    if (found) return { value: `${mark}${plain(found[1] ?? '')}`, words: found[0] }
  }
  return atLeastOrJust(sentence)
}

/** "from 2025" is a year and "from 1 October" a day: only what is said to be worth it, or has a size or a currency, is an amount there. */
function atLeastOrJust(sentence: Sentence): AmountSaid | undefined {
  const from =
    sentence.take(new RegExp(`(?:worth |valued |valued at )from (${NUMBER})${COUNTED}`)) ??
    sentence.take(new RegExp(`from (${SIZED})${COUNTED}`))
  if (from) return { value: `>=${plain(from[1] ?? '')}`, words: from[0] }
  const worth = sentence.take(new RegExp(`(?:worth|valued at) (${NUMBER})${COUNTED}`))
  return worth && { value: plain(worth[1] ?? ''), words: worth[0] }
}

const CODES: [RegExp, string][] = [
  [/eur(os?)?|€/, 'EUR'],
  [/usd|dollars?|\$/, 'USD'],
  [/gbp|pounds?|£/, 'GBP'],
  [/chf/, 'CHF'],
]
const SIZES: Record<string, string> = { k: 'k', t: 'k', m: 'm' }

/** As the language writes it: `10k`, `EUR10k`, `0.5m`. */
function plain(said: string): string {
  const code = CODES.find(([pattern]) => pattern.test(said))?.[1] ?? ''
  const word = /^(half )?an? (million|thousand)/.exec(said)
  if (word) return `${code}${word[1] ? '0.5' : '1'}${word[2] === 'million' ? 'm' : 'k'}`
  const [, digits = '', size = ''] = /(\d[\d.,]*) ?(k|t|m)?/.exec(said) ?? []
  return `${code}${digits}${SIZES[size] ?? ''}`
}
