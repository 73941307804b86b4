import { nameKey } from '../../../../lib/name-key.js'
import type { Known } from './known.js'
import { takeDays } from './periods-in-words.js'
import { Sentence } from './sentence.js'
import { usualWords } from './usual-words.js'

const LOST = /^(?:lost|lose)$/
const SOLD = /^(?:sell|sold)$/

/**
 * The same question in the words that the reader takes: "what did Dana close" is about won deals of Dana, "who has the most open
 * deals" is their number by owner. By the shape of the sentence, whatever it is about; two where it may be meant two ways.
 */
export function rephrased(words: string, known: Known): string[] {
  const said = [
    usualWords,
    eachOne,
    (text: string) => spendOnNames(text, known),
    ofPeople(known),
    comparing,
    deeds,
    andWhy,
    bestSeller,
    broughtIn,
    pastTense,
    costing,
    ranked,
    counts,
  ]
    .reduce((text, rule) => rule(text), new Sentence(words).said)
    .trim()
  const sentence = superlative(superlativeDeed(said))
  // Cases have who sent them and who answers them.
  if (/\bby who\b/.test(sentence) && /\b(?:cases|tickets|issues)\b/.test(sentence))
    return ['owner', 'customer'].map((who) => sentence.replace('by who', `by ${who}`))
  return [sentence]
}

/** "how many deals did we lose and why" are those lost, by reason. */
const andWhy = (said: string): string =>
  /\b(?:lost|won|lose|win)\b/.test(said) ? said.replace(/ and why\b/, ' by reason') : said

/** "who is our best salesperson this quarter": what each won. */
const bestSeller = (said: string): string =>
  said.replace(
    /^(?:who(?: is| s|s|'s|’s)? )?(?:our |the )?(?:best|top|most successful|number one) (?:sales ?(?:person|man|woman|rep)|seller|rep|account executive|closer)\b(.*)$/,
    (_, rest: string) => `how much won deals${ofThisYear('sold', rest)} by who ${RANKS.most}`,
  )

/** "how much revenue did Priya bring in last month" is revenue of Priya. */
const broughtIn = (said: string): string =>
  said.replace(
    /^(?:how much|what) (revenue|turnover|pipeline) (?:did|does|do|has|have) (?!we |you |they |i )(.+?) (?:bring|brought)(?: us)?(?: in)?\b/,
    '$1 of $2',
  )

/** "invoice count per week" is their number; "top 10 deals by amount" says what their top is by. */
const counts = (said: string): string =>
  said
    .replace(/^(deal|invoice|case|ticket|quote|order|bill|expense|customer|task)s? counts?\b/, 'number of $1s')
    .replace(/^((?:the )?(?:top|\d* ?(?:biggest|largest))\b.*?) by (?:amount|value|size|worth)\b/, '$1')

const eachOne = (said: string): string => said.replace(/\b(?:(?:for|by|in|from|of) )?(?:each|every) (?=[a-z])/g, 'by ')

/** "marketing spend" is spend on marketing. */
function spendOnNames(said: string, { names }: Known): string {
  if (!/\b(?:spend|spending|costs)\b/.test(said)) return said
  const spent = names.filter(({ set, field }) => set === 'accounts' || field === 'department')
  const name = spent
    .map(({ words }) => nameKey(words))
    .find((each) => said.includes(`${each} spend`) || said.includes(`${each} costs`))
  return name === undefined
    ? said
    : said.replace(new RegExp(`${escaped(name)} (?:spending|spend|costs)`), `spend on ${name}`)
}

/** "deals closed by Dana last month" are deals of Dana that were closed then. */
const ofPeople =
  ({ names }: Known) =>
  (said: string): string =>
    names
      .filter(({ set }) => set === 'staff' || set === 'companies')
      .map(({ words }) => nameKey(words))
      .sort((a, b) => b.length - a.length)
      .reduce(
        (text, name) =>
          text.replace(
            new RegExp(
              `\\b(closed|won|lost|opened|solved|resolved|owned|handled|created|made|sent|logged|issued|done|finished|signed|paid) by ${escaped(name)}(?= |$)`,
            ),
            (_, verb: string) => (/owned|handled/.test(verb) ? `of ${name}` : `of ${name} ${verb}`),
          ),
        said,
      )

/** "compare revenue this quarter with last quarter". */
const comparing = (said: string): string =>
  said.replace(
    /^(?:please )?compare (.+?) (?:with|to|against|and|versus|vs) ((?:the )?(?:same (?:period|time|month|quarter) (?:of )?)?(?:last|previous|prior) (?:year|quarter|month|period))\b/,
    '$1 compared with $2',
  )

/** The top of customers is by what they bring in, of suppliers by what they cost; the records themselves have no size. */
const ranked = (said: string): string =>
  /\b(?:top|biggest|largest|best|most important|most expensive)\b/.test(said) &&
  /\b\d{1,3}\b/.test(said) &&
  !/ by /.test(said)
    ? said.replace(
        /\b((?:top|biggest|largest|best|most expensive) \d{1,3}|\d{1,3} (?:biggest|largest|best|most important|most expensive)) (customers|clients|suppliers|vendors)\b/,
        (_, top: string, who: string) =>
          `top ${/\d+/.exec(top)?.[0] ?? ''} ${who} by ${/^[cl]/.test(who) ? 'revenue' : 'spend'}`,
      )
    : said

/** What somebody closes, wins or sells are deals that they won. */
function deeds(said: string): string {
  const found =
    /^(what|how much|how many deals|which deals|deals)?(?: deals)? ?(?:did|has|have) (?!we |you |they |i )(.+?) (closed?|win|won|sell|sold|lose|lost)\b(.*)$/.exec(
      said,
    )
  if (!found) return said
  const [, asked = '', who = '', verb = '', rest = ''] = found
  if (/\b(?:cases|tickets|issues|tasks|books|months?|period)\b/.test(who)) return said
  const amount = asked === 'how much' || asked === 'how many deals' ? `${asked.replace(' deals', '')} ` : ''
  const whose = who.startsWith('by ') ? who : `of ${who}`
  return `${amount}${wonOrLost(verb)} deals ${whose}${ofThisYear(verb, rest)}`
}

const PARTICIPLES: Readonly<Record<string, string>> = {
  add: 'added',
  close: 'closed',
  complete: 'completed',
  contact: 'contacted',
  create: 'created',
  finish: 'finished',
  issue: 'issued',
  log: 'logged',
  open: 'opened',
  receive: 'received',
  resolve: 'resolved',
  send: 'sent',
  sign: 'signed',
  solve: 'solved',
}
const DID = new RegExp(`\\bdid (?:(?:we|i|you|they)|(.{1,40}?)) (${Object.keys(PARTICIPLES).join('|')})\\b`)

/** "which deals did we close last month" are those won then, "invoices did we send" those sent; "closing" is what is to come. */
const pastTense = (said: string): string =>
  /^(?:how much|what did)\b/.test(said)
    ? said
    : said.replace(DID, (_, who: string | undefined, verb: string) =>
        who === undefined && verb === 'close' && /\bdeals\b/.test(said)
          ? 'won'
          : `${who === undefined ? '' : `${who} `}${PARTICIPLES[verb]}`,
      )

const wonOrLost = (verb: string): string => (LOST.test(verb) ? 'lost' : 'won')

/** What was sold since the company began is no figure. */
const ofThisYear = (verb: string, rest: string): string =>
  SOLD.test(verb) && !takeDays(new Sentence(rest)) ? `${rest} this year` : rest

/** "who closed the most deals this year", "which rep sold the most": their number, or what they come to, by who it was. */
function superlativeDeed(said: string): string {
  const found =
    /^(?:who|(?:which|what) ([a-z -]+?)) (closed|won|sold|lost|opened|solved|resolved|created|sent|raised) (?:us )?(?:the )?(most|fewest|least)(?: (deals|cases|tickets|tasks|quotes|invoices))?\b(.*)$/.exec(
      said,
    )
  if (!found) return said
  const [, who = 'who', verb = '', most = '', noun, rest = ''] = found
  const order = `by ${who} ${mostFirst(most)}`
  if (noun === undefined || noun === 'deals') {
    const what = noun === undefined ? 'how much' : 'number of'
    return `${what} ${wonOrLost(verb)} deals${ofThisYear(verb, rest)} ${order}`
  }
  return `number of ${noun} ${verb}${rest} ${order}`
}

/** "which supplier costs us the most", "who do we spend the most with". */
const costing = (said: string): string =>
  said.replace(
    /^(?:(?:which|what) (?:suppliers?|vendors?) (?:costs?|charges?|cost) us|(?:who|whom|which suppliers?|which vendors?) do we (?:spend|pay)) (?:the )?most(?: (?:with|on|at|to))?\b/,
    'top 10 suppliers by spend',
  )

/** "who has the most open deals", "which customer has the highest revenue". */
function superlative(said: string): string {
  const found =
    /^(?:who|(?:which|what) (?:of (?:our|the|my) )?([a-z-]+(?: [a-z-]+)?)) (?:has|have|had|got|holds?|owns?|brings?(?: in)?|brought(?: in)?) (?:us )?(?:the )?(most|fewest|least|highest|largest|biggest|lowest) (.+)$/.exec(
      said,
    )
  if (!found) return said
  const [, who = 'who', most = '', what = ''] = found
  const counted =
    /most|fewest|least/.test(most) && !/\b(?:revenue|turnover|pipeline|spend|sales|receivables)\b/.test(what)
  return `${counted ? 'number of ' : ''}${what.replace(/^(?:number|amount) of /, '')} by ${who} ${mostFirst(most)}`
}

/** Words that nobody types: the reader takes them for an order. */
export const RANKS = { most: 'mostfirst', fewest: 'fewestfirst' } as const

/** What is left over, without words that nobody typed. */
export const asTyped = (left: string): string =>
  left
    .replace(RANKS.most, 'most')
    .replace(RANKS.fewest, 'fewest')
    .replace(/\bnumber /, '')
    .replaceAll('?', '')

const mostFirst = (most: string): string => (/fewest|least|lowest/.test(most) ? RANKS.fewest : RANKS.most)

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
