import { demoCompany } from '../../src/demo/company.js'
import { STORY } from '../../src/demo/parts/story.js'
import type { DemoState } from './state.js'

export type Demo = { url: string; home: string; state: DemoState; hasMail: boolean }

/** Where what a step does is told; with it a line stays within a hundred columns. */
const COLUMN = 58

const step = (command: string, tells: string): string => `${`      ${command}`.padEnd(COLUMN - 2)}  ${tells}`

/** The three-minute tour: every step is typed as it is printed. */
export function tourOf({ url, state, hasMail }: Demo): string {
  const { person, deal, customer } = STORY
  // Every invoice was a draft once, so the next draft's number is known.
  const nextDraft = demoCompany(state.seed, state.anchor).invoices.length + 1
  return [
    '',
    `Daybook is up:  ${url}`,
    '',
    `Three minutes with Larkspur Systems, where it is ${state.anchor}. You act as the person at the top`,
    'left; a line that begins with / is typed into any channel.',
    '',
    ...(hasMail
      ? [
          '  1   Mail room: “Write as an outside customer”',
          step(`${person.name} <${person.email}>`, 'to priya@larkspur.example'),
        ]
      : []),
    '  2   as Priya Raman, account executive',
    step(`/contact show ${person.name}`, hasMail ? 'the mail is on his card' : 'his deals and notes'),
    step('/deal list', 'her open deals'),
    step(`/deal move "${deal.title}" to:negotiation`, 'before → after, then press Undo'),
    step(`/deal win "${deal.title}"`, 'then press Draft invoice'),
    '  3   as Daniel Frost, accounts receivable',
    step('/invoice list drafts', 'the new draft is the first'),
    step(`/invoice issue DRAFT-${nextDraft}`, 'what will be posted; press Issue it'),
    step('press Send…, then Send it', hasMail ? `Mail room: PDF at accounts@${customer.key}` : ''),
    step('Apps → Daybook', 'a close reminder: press Done, look at #finance'),
    '  4   as Helen Sato, financial controller',
    step('/report trial-balance', 'sums to zero'),
    '  5   as Tom Okafor, head of sales',
    step('/report pipeline', 'with its chart'),
    '',
    'Ctrl-C stops everything; the next start goes on with the same data.',
  ]
    .map((line) => line.trimEnd())
    .join('\n')
}
