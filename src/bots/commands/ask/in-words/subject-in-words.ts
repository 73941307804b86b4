import type { AskCatalogue } from '../../../../domain/ask/catalogue.js'
import { nameKey } from '../../../../lib/name-key.js'
import type { Known } from './known.js'
import type { Sentence } from './sentence.js'

/** What a sentence is about: a kind of record, and what the very words for it say. */
export type Subject = {
  set: string
  where: string[]
  group: string[]
  measure?: string
  of?: string /** A figure and not a list is asked for. */
  figure?: boolean
  /** The days that are meant where none are said. */
  usual?: string
  /** What there is at the end of some days, and not what came in them. */
  standing?: boolean
}

type Pattern = { like: RegExp; subject: Omit<Subject, 'where' | 'group'> & { where?: string[]; group?: string[] } }

const IN_BANK = '(?: (?:in|on|at) (?:the |our )?(?:bank(?: accounts?)?|hand))'
const WE_HAVE = '(?:is there|(?:do|did) we have(?: left)?|do we hold|have we got)'

const COSTS = {
  set: 'postings',
  // The entry that closes a year takes its costs off on the first day of the next.
  where: ['account.kind:expense', 'closing:no'],
  of: 'base',
  figure: true,
  usual: 'date:this-year',
} satisfies Pattern['subject']

/** Figures that are asked for without a kind of record being named, the more special before the more general. */
const FIGURES: readonly Pattern[] = [
  {
    like: new RegExp(
      `(?:the )?(?:cash|liquidity|bank) (?:position|balances?|on hand|at hand|in hand)|cash${IN_BANK}|how much (?:cash|liquidity|money) ${WE_HAVE}${IN_BANK}?|how much (?:cash|money) is${IN_BANK}|how much cash(?! (?:did|do|does|have|has|had|is|was|were|came|comes|went) )`,
    ),
    subject: {
      set: 'postings',
      where: ['account.money:yes'],
      group: ['account'],
      of: 'base',
      figure: true,
      usual: 'date:<=today',
      standing: true,
    },
  },
  {
    like: /how much (?:(?:cash|money) )?(?:did|have|do) we (?:get|got|receive|received|collect|collected|take in|taken in)(?: in| paid)?|how much (?:cash|money) (?:came|has come) in/,
    subject: { set: 'payments', where: ['direction:in'], figure: true },
  },
  {
    like: /operating costs/,
    subject: COSTS,
  },
  {
    like: /(?:(?:how much|what) (?:did|have|do) we )?(?:spend|spent|spending|costs?) (?:on|for)/,
    subject: COSTS,
  },
  {
    like: /(?:the )?(?:average|avg|mean) days (?:overdue|late|past due)/,
    subject: { set: 'invoices', where: ['overdue:yes'], measure: 'avg:days-overdue', figure: true },
  },
  {
    like: /(?:who|which customers?|which clients?|which companies)(?: still)? owes?(?: us)?(?: money)?(?: for)?/,
    subject: { set: 'invoices', where: ['open:>0'], group: ['company'], of: 'open', figure: true },
  },
  {
    like: /(?:how much|what) (?:does|do|is)(?= .*\bowes? ?us)/,
    subject: { set: 'invoices', where: ['open:>0'], of: 'open', figure: true },
  },
  {
    like: /(?:what|how much)(?: money)? (?:is |are we (?:still )?)?(?:owed|outstanding)(?: to us)?/,
    subject: { set: 'invoices', where: ['open:>0'], of: 'open', figure: true },
  },
  {
    like: /(?:who|whom) do we owe(?: money)?(?: to)?/,
    subject: { set: 'bills', where: ['open:>0'], group: ['company'], of: 'open', figure: true },
  },
  {
    like: /(?:what|how much)(?: money)? do we owe/,
    subject: { set: 'bills', where: ['open:>0'], of: 'open', figure: true },
  },
  {
    like: /(?:how much|what) (?:have|did|do) we (?:already )?(?:paid|pay)(?: to)?/,
    subject: { set: 'payments', where: ['direction:out'], figure: true },
  },
  {
    like: /(?:who|which customers?|which clients?|which companies)(?: has| have)? (?:already )?paid(?: us)?/,
    subject: { set: 'payments', where: ['direction:in'], group: ['company'], figure: true },
  },
  {
    like: /how much (?:have|has|did)(?= .*\b(?:paid|pay)\b)/,
    subject: { set: 'payments', where: ['direction:in'], figure: true },
  },
  {
    like: /(?:how much (?:have|did) we (?:invoiced?|billed?|bill)|invoiced|billed)(?= (?:in|this|last|since|for|per|by|to|q|20))/,
    subject: { set: 'invoices', of: 'net', figure: true },
  },
  {
    like: /how much (?:did|have|do) we (?:invoiced?|billed?|sell|sold|earn(?:ed)?|ma[dk]e)/,
    subject: { set: 'invoices', of: 'net', figure: true },
  },
  {
    like: /(?:how much (?:did|have|do) we )?(?:by )?(?:spend|spent|spending)/,
    subject: { set: 'bills', of: 'net', figure: true },
  },
  { like: /(?:by )?(?:net )?(?:revenues?|turnover)/, subject: { set: 'invoices', of: 'net', figure: true } },
  {
    like: /(?:outstanding |open )?(?:accounts )?receivables?/,
    subject: { set: 'invoices', where: ['open:>0'], of: 'open', figure: true },
  },
  {
    like: /(?:outstanding |open )?(?:accounts )?payables?/,
    subject: { set: 'bills', where: ['open:>0'], of: 'open', figure: true },
  },
  {
    like: /(?:(?:the )?(?:average|avg|mean) )(?:first )?(?:response|reply|answer) times?|first (?:response|reply|answer) times?|(?:(?:the )?(?:average|avg|mean) )?time to (?:the )?first (?:response|reply|answer)/,
    subject: { set: 'cases', measure: 'avg:hours-to-answer', figure: true },
  },
  {
    like: /head ?count|how many people (?:work (?:here|for us)|do we employ)/,
    subject: { set: 'staff', measure: 'count' },
  },
  { like: /(?:support |case |ticket )?backlog/, subject: { set: 'cases', where: ['status:!closed'] } },
  { like: /weighted pipeline/, subject: { set: 'deals', where: ['status:open'], of: 'weighted', figure: true } },
  {
    like: /(?:size of (?:the |our )?)?pipeline(?: value)?(?! and)/,
    subject: { set: 'deals', where: ['status:open'], of: 'amount', figure: true },
  },
]

const DEEDS: readonly Pattern[] = [
  { like: /(?:which deals |deals |what )(?:did )?we (?:lose|lost)/, subject: { set: 'deals', where: ['status:lost'] } },
  { like: /(?:which deals |deals |what )(?:did )?we (?:win|won)/, subject: { set: 'deals', where: ['status:won'] } },
]

const KINDS: readonly Pattern[] = [
  { like: /customers|clients/, subject: { set: 'companies', where: ['role:customer'] } },
  { like: /suppliers|vendors/, subject: { set: 'companies', where: ['role:supplier'] } },
  { like: /partners/, subject: { set: 'companies', where: ['role:partner'] } },
  { like: /prospects/, subject: { set: 'companies', where: ['lifecycle:prospect'] } },
  { like: /(?:support )?(?:tickets|cases|issues)/, subject: { set: 'cases' } },
  { like: /expenses? claims?|claims/, subject: { set: 'expenses' } },
  { like: /calls/, subject: { set: 'activities', where: ['kind:call'] } },
  { like: /meetings/, subject: { set: 'activities', where: ['kind:meeting'] } },
  { like: /credit notes?/, subject: { set: 'invoices', where: ['kind:credit_note'] } },
  { like: /notes/, subject: { set: 'activities', where: ['kind:note'] } },
]

/** Groupings may name kinds of record as well: "invoices by customer" is about invoices. */
const GROUPED = /(?:by|per|for each|grouped by|broken down by) [a-z-]+(?: and [a-z-]+)?/

/** The subject, taken out of the sentence. */
export function takeSubject(sentence: Sentence, catalogue: AskCatalogue): Subject | undefined {
  const named = [...catalogue.values()].flatMap(({ name, one, many, words = [] }) =>
    [name, many, one, ...words].map((word) => ({ word: word.replaceAll('-', ' '), set: name })),
  )
  const plain = named
    .filter(
      ({ word, set }) =>
        !(set === 'deals' && word === 'pipeline') && !/^(customers?|clients?|suppliers?|vendors|accounts?)$/.test(word),
    )
    .sort((a, b) => b.word.length - a.word.length)
  for (const { like, subject } of FIGURES) if (sentence.take(like)) return whole(subject)
  const first = plain
    .map((each) => ({
      ...each,
      at: sentence.text.replace(GROUPED, (said) => '_'.repeat(said.length)).search(new RegExp(`\\b${each.word}\\b`)),
    }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.word.length - a.word.length)[0]
  for (const { like, subject } of DEEDS) if (sentence.take(like)) return whole(subject)
  const customers = KINDS.find(({ like }) =>
    new RegExp(`\\b(?:${like.source})\\b`).test(sentence.text.replace(GROUPED, '')),
  )
  const at = customers ? sentence.text.search(customers.like) : -1
  if (customers && (!first || at < first.at || customers.subject.set === first.set) && sentence.take(customers.like))
    return whole(customers.subject)
  if (first && sentence.take(new RegExp(first.word))) return { set: first.set, where: [], group: [] }
  if (sentence.take(/(?:total )?(?:amount )?overdue(?: amount)?/))
    return { set: 'invoices', where: ['overdue:yes'], group: [], of: 'open', figure: true }
  return undefined
}

const whole = ({ where = [], group = [], ...subject }: Pattern['subject']): Subject => ({
  ...subject,
  where: [...where],
  group: [...group],
})

/** "rent this year", "cost of sales by month": an account's name, and when or by what. */
export const costsOf = ({ said }: Sentence, { names }: Pick<Known, 'names'>): Subject | undefined =>
  names.some(({ set, words, marked }) => set === 'accounts' && !marked && said.startsWith(`${nameKey(words)} `))
    ? whole(COSTS)
    : undefined
