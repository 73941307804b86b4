import { shownStatus } from '../../../domain/billing/quote.js'
import type { QuoteRow } from '../../../domain/billing/quote-list-store.js'
import { daysInStage } from '../../../domain/crm/deal.js'
import type { DealPerson } from '../../../domain/crm/deal-contact-store.js'
import type { StageVisit } from '../../../domain/crm/stage-history-store.js'
import { counted } from '../../../lib/counted.js'
import type { IsoDate } from '../../../lib/dates.js'
import { dateCell } from '../cells.js'
import type { CommandContext } from '../define-command.js'
import type { Section } from '../reply.js'

export function peopleSection(people: readonly DealPerson[]): Section[] {
  if (people.length === 0) return []
  return [
    {
      title: 'People',
      table: {
        columns: [
          { key: 'who', label: 'Who', type: 'record' },
          { key: 'role', label: 'Part', type: 'text' },
          { key: 'title', label: 'Title', type: 'text' },
        ],
        rows: people.map(({ ref, name, role, title }) => ({ who: { ref, title: name }, role, title })),
      },
    },
  ]
}

/** "Lead 12 days → Proposal 3 days → Negotiation"; nothing for a deal that never moved. */
export function wayText(
  { asker, now }: Pick<CommandContext, 'asker' | 'now'>,
  all: readonly StageVisit[],
  stageSince: Date,
): Section[] {
  const visits = standing(all, stageSince)
  if (visits.length < 2) return []
  const several = new Set(visits.map(({ pipeline }) => pipeline)).size > 1
  const steps = visits.map(({ stage, pipeline, at }, i) => {
    const until = visits[i + 1]?.at
    const name = several ? `${pipeline}: ${stage}` : stage
    return until ? `${name} ${counted(daysInStage(at, until, asker.timeZone), 'day')}` : name
  })
  const since = counted(daysInStage(stageSince, now, asker.timeZone), 'day')
  return [{ title: 'Stages so far', lines: [`${steps.join(' → ')} (since ${since})`] }]
}

/** Without moves that were taken back: a deal that is back where it was stands there since it first came. */
function standing(visits: readonly StageVisit[], stageSince: Date): readonly StageVisit[] {
  const last = visits.at(-1)
  return last && last.at > stageSince && visits.length > 2 ? standing(visits.slice(0, -2), stageSince) : visits
}

export function quoteSection(quotes: readonly QuoteRow[], today: IsoDate): Section[] {
  if (quotes.length === 0) return []
  return [
    {
      title: 'Quotes',
      table: {
        columns: [
          { key: 'quote', label: 'Quote', type: 'text' },
          { key: 'status', label: 'Status', type: 'text' },
          { key: 'total', label: 'Total', type: 'money' },
          { key: 'until', label: 'Valid until', type: 'date' },
        ],
        rows: quotes.map((quote) => ({
          quote: quote.ref,
          status: shownStatus(quote, today),
          total: { money: quote.total },
          until: dateCell(quote.validUntil),
        })),
      },
    },
  ]
}
