import { STORY } from '../../src/demo/parts/story.js'
import type { Demo } from '../run-demo.js'

/** Where what a step does is told. */
const WIDTH = 52

const step = (command: string, tells: string): string => `     ${command.padEnd(WIDTH - 1)} ${tells}`

/** The three-minute tour: every step is typed as it is printed. */
export function tourOf({ url, state, hasMail }: Demo): string {
  const { person, deal } = STORY
  const contact = step(
    `/contact show ${person.name}`,
    hasMail ? 'the mail is on his card' : 'deals and notes on his card',
  )
  return [
    '',
    `Daybook is up:  ${url}`,
    '',
    `Three minutes with Larkspur Systems (it is ${state.anchor} there). Type into any channel:`,
    '',
    ...(hasMail
      ? [
          '  1  Mail room, “Write as an outside customer”:',
          `     ${person.name} <${person.email}> to priya@larkspur.example`,
        ]
      : []),
    '  2  as Priya Raman, sales',
    contact,
    step('/deal list', 'her open deals'),
    step(`/deal move "${deal.title}" to:negotiation`, 'before → after; press Undo'),
    step(`/deal win "${deal.title}"`, 'then press Draft invoice'),
    '  3  as Daniel Frost, finance (the person at the top left is who you act as)',
    step('/invoice list drafts', 'open the new one, press Issue…, confirm'),
    step('', hasMail ? 'then Send…: the PDF is in accounts@brightwater’s' : 'then Send…'),
    ...(hasMail ? [step('', 'mailbox in the Mail room')] : []),
    step('Apps: Daybook', 'a reminder of the close: press Done,'),
    step('', 'and see the card in #finance follow'),
    '  4  as Helen Sato, controller',
    step('/report trial-balance', 'sums to zero'),
    '  5  as Tom Okafor, head of sales',
    step('/report pipeline', 'with its chart'),
    '',
    'Ctrl-C stops everything; the next start goes on with the same data.',
  ].join('\n')
}
