import type { RecordSet } from '../../../../domain/ask/record-set.js'
import type { Instead, Known } from './known.js'
import { Sentence } from './sentence.js'
import type { Subject } from './subject-in-words.js'

/**
 * What people call by a name that means another figure here, or two: near is not the same, and a figure that looks like an answer is
 * believed. Each says what there is, of which one can be asked for.
 */
const NEAR: readonly (readonly [like: RegExp, why: string, ...reports: string[]])[] = [
  [
    /\b(?:gross )?margins?\b(?!(?: per| by)? deals?\b)/,
    'A margin can be that of the whole company, which the profit and loss shows, or that of each won deal.',
    'profit-and-loss',
    'margin-per-deal',
  ],
  [
    /\barr\b|\bannual recurring revenue\b/,
    'I keep recurring revenue by month, and no yearly figure made of it.',
    'monthly-recurring-revenue',
  ],
  [
    /\bdays to pay\b|\b(?:customers|clients) take to pay\b/,
    'I don’t add up how long customers took to pay. Days sales outstanding is the nearest to it: how many days of revenue are not paid yet.',
    'days-sales-outstanding',
  ],
]

export function instead(words: string, { reports }: Pick<Known, 'reports'>): Instead | undefined {
  const { said } = new Sentence(words)
  const [, why, ...names] = NEAR.find(([like]) => like.test(said)) ?? []
  if (why === undefined) return undefined
  return { why, commands: those(names, reports) }
}

const those = (names: readonly string[], reports: Known['reports']): string[] =>
  names.filter((name) => reports.some((each) => each.name === name)).map((name) => `report ${name}`)

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
