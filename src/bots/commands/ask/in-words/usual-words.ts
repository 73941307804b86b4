const NUMBERS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const SIZES = 'biggest|largest|best|smallest|newest|latest|oldest|most'
const ORDINALS = ['first', 'second', 'third', 'fourth']

const inDays = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`

const RULES: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [
    new RegExp(`\\b(${NUMBERS.join('|')}) (?=(?:hour|day|week|month|quarter|year)s|(?:${SIZES})\\b)`, 'g'),
    (_, word = '') => `${NUMBERS.indexOf(word) + 2} `,
  ],
  [
    new RegExp(`\\b(top|last|${SIZES}) (${NUMBERS.join('|')})\\b`, 'g'),
    (_, size = '', word = '') => `${size} ${NUMBERS.indexOf(word) + 2}`,
  ],
  // A day of the week after which something happened is the last one.
  [/\bsince (?=(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)/g, () => 'since last '],
  [/\b(\d{1,3}) hours\b/g, (_, hours) => inDays(Math.ceil(Number(hours) / 24))],
  [/\btrailing (?=\d)/g, () => 'last '],
  [/\b(?:this )?(year|quarter|month)[ -]to[ -]date\b/g, (_, unit = '') => `${unit[0]}td`],
  [/\b(?:the )?(first|second|third|fourth) quarter(?: of)?\b/g, (_, nth = '') => `q${ORDINALS.indexOf(nth) + 1}`],
  [
    /\b(?:the )?(first|second) half(?: of(?: (?:the|this) year\b)?)?/g,
    (_, nth = '') => `h${ORDINALS.indexOf(nth) + 1}`,
  ],
]

/** The same in the words that the reader takes: "trailing twelve months" are the last 12, "the third quarter of 2026" is `q3 2026`. */
export const usualWords = (said: string): string => RULES.reduce((text, [like, word]) => text.replace(like, word), said)
