import type { RecordSet } from '../../../../domain/ask/record-set.js'
import type { Instead, Known } from './known.js'
import { Sentence } from './sentence.js'
import type { Subject } from './subject-in-words.js'

/**
 * What people call by a name that means another figure here, or two: near is not the same, and a figure that looks like an answer is
 * believed. Each says what there is, of which one can be asked for.
 */
const NEAR: readonly (readonly [like: RegExp, why: string, ...commands: string[]])[] = [
  [
    /\b(?:gross )?margins?\b(?!(?: per| by)? deals?\b)/,
    'A margin can be that of the whole company, which the profit and loss shows, or that of each won deal.',
    'report profit-and-loss',
    'report margin-per-deal',
  ],
  [
    /\barr\b|\bannual recurring revenue\b/,
    'I keep recurring revenue by month, and no yearly figure made of it.',
    'report monthly-recurring-revenue',
  ],
  [
    /\bdays to pay\b|\b(?:customers|clients) take to pay\b|\blong .*\btakes? .*\b(?:get|be|are) paid\b/,
    'I don’t add up how long customers took to pay. Days sales outstanding is the nearest to it: how many days of revenue are not paid yet.',
    'report days-sales-outstanding',
  ],
  [
    /^(?!.*\b(?:budget|plan)\b)how (?:are|were|did) (?:we|things|business|it|the company)(?: (?:doing|going|do|go))?\b|^how (?:did|was|is) [a-z0-9 ]+ (?:go|going|doing)$/,
    'How it goes can be what is left of income, what was won and lost, or what the pipeline holds.',
    'report profit-and-loss',
    'report won-and-lost',
    'report pipeline',
  ],
  [
    /\bunanswered (?:e-?mails?|mails?|messages)\b|\b(?:e-?mails?|mails?|messages) .*\b(?:not|never) (?:yet )?(?:been )?answered\b/,
    'Mails don’t say one by one whether they were answered. How soon customers are answered, and whose waits, is a report; cases say it of themselves.',
    'report response-times',
    'report cases where hours-to-answer:none status:!closed',
  ],
  [
    /\b(?:month|books|period|close|closing)\b.*\b(?:closed|shut|done|finished|ready|complete)\b|\bwhen .*\b(?:close|closing|books)\b/,
    'The close says itself how far it is, what holds it up, and when it will be done.',
    'close why',
    'period list',
  ],
]

export function instead(words: string, { reports }: Pick<Known, 'reports'>): Instead | undefined {
  const { said } = new Sentence(words)
  const [, why, ...commands] = NEAR.find(([like]) => like.test(said)) ?? []
  if (why === undefined) return undefined
  return { why, commands: commands.filter((command) => mayAsk(command, reports)) }
}

/** A report by its name is there only for who may have it. */
const mayAsk = (command: string, reports: Known['reports']): boolean =>
  /^report \S+$/.test(command) ? reports.some(({ name }) => command === `report ${name}`) : true

const those = (names: readonly string[], reports: Known['reports']): string[] =>
  names.map((name) => `report ${name}`).filter((command) => mayAsk(command, reports))

/** Reports that are about the same as a kind of record that somebody may not see one by one. */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
  invoices: ['revenue', 'top-customers'],
  bills: ['spend-by-supplier', 'profit-and-loss'],
  expenses: ['profit-and-loss'],
  payments: ['cash-flow'],
  postings: ['profit-and-loss', 'spend-by-supplier'],
  entries: ['profit-and-loss'],
  deals: ['pipeline', 'won-and-lost'],
}
const OPEN: Readonly<Record<string, readonly string[]>> = {
  invoices: ['receivables-ageing'],
  bills: ['payables-ageing'],
}

/** Who may not see a kind of record is told so, and not that the words can't be read. */
export function insteadOfHidden({ name, many }: RecordSet, subject: Subject, { reports }: Known): Instead {
  const about = subject.standing
    ? ['cash-flow', 'balance-sheet']
    : subject.where.includes('open:>0')
      ? OPEN[name]
      : ABOUT[name]
  const commands = those(about ?? [], reports)
  const more = commands.length > 0 ? ' Reports of yours that are about it:' : ''
  return { why: `You may not see ${many}.${more}`, commands }
}
