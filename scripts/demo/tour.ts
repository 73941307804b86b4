import { demoCompany } from '../../src/demo/company.js'
import type { DemoState } from './state.js'

/** The three-minute tour: every step is typed as it is printed. */
export function printTour(url: string, state: DemoState, hasMail: boolean): void {
  const company = demoCompany(state.seed, state.anchor)
  const customer = company.customers[0]
  const person = company.people.find((each) => each.customer === customer?.key)
  const deal = company.deals.find((each) => each.outcome === null && each.owner === 'priya' && each.currency === 'GBP')
  const title = deal?.title ?? ''
  const steps = [
    ...(hasMail
      ? [
          `In “Mail room”, write as ${person?.name} <${person?.email}> to priya@larkspur.example. Then, as Priya Raman:`,
          `   /contact show ${person?.name}                     the mail is on the contact`,
        ]
      : [`As Priya Raman:   /contact show ${person?.name}`]),
    `   /deal list                                        her open deals`,
    `   /deal move "${title}" to:negotiation      before → after, with Undo`,
    `   /deal win "${title}"                      then “Draft invoice”`,
    'Act as Daniel Frost (finance):',
    '   /invoice list drafts                              then /invoice issue DRAFT-…, confirm, /invoice send INV-…',
    '   /close mine                                       press Done on a task; the card in #finance follows',
    'Act as Helen Sato (controller):',
    '   /report trial-balance                             sums to zero',
    'Act as Tom Okafor (head of sales):',
    '   /report pipeline                                  with its chart',
  ]
  console.log(`\nDaybook is up:  ${url}\n\nThree minutes with ${company.name} (today is ${state.anchor}):\n`)
  for (const step of steps) console.log(step)
  console.log('\nCtrl-C stops everything; the next start goes on with the same data.')
}
