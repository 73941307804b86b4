import { listInvoices } from '../../../domain/billing/invoice-list-store.js'
import { listQuotes } from '../../../domain/billing/quote-list-store.js'
import { listThreadsOf } from '../../../domain/correspondence/thread-store.js'
import { stageProgress, weighted } from '../../../domain/crm/deal.js'
import { listDealPeople } from '../../../domain/crm/deal-contact-store.js'
import { type DealRow, getDealRow } from '../../../domain/crm/deal-list-store.js'
import { listStageVisits } from '../../../domain/crm/stage-history-store.js'
import { listStageRows } from '../../../domain/crm/stage-list-store.js'
import { formatMoney } from '../../../lib/money.js'
import { allNotes, cardActivities } from '../activity/card-activities.js'
import { activitySection, invoiceSection, mailSection } from '../card-sections.js'
import { dateCell, fieldsWith, moneyCell, recordCell } from '../cells.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { namesIn, ownCells } from '../own-values.js'
import { target } from '../params.js'
import { readThreads } from '../read-thread.js'
import type { Field } from '../reply.js'
import { dealActions } from './deal-actions.js'
import { peopleSection, quoteSection, wayText } from './deal-sections.js'
import { dealData, stageAge } from './deal-table.js'

/** How many of each a card shows. */
const SHOWN = 5

export default defineCommand({
  name: 'deal show',
  summary: 'One deal: where it stands, what happened, its mail and invoices',
  example: 'deal show DEAL-12',
  params: { deal: target('deal', 'Deal') },
  needs: 'deal.read',
  risk: 'read',
  run: async (context, { deal: { id } }) => {
    const card = await context.read(async (read) => {
      const may = (capability: string) => context.asker.may(capability)
      const [deal, people, visits, quotes, stages, activities, threads, invoices] = await Promise.all([
        getDealRow(read, id),
        listDealPeople(read, id),
        listStageVisits(read, id),
        may('quote.read')
          ? listQuotes(read, { dealId: id, owners: context.asker.owners('quote.read') }, { limit: SHOWN })
          : [],
        listStageRows(read, { dealId: id }),
        cardActivities(read, { kind: 'deal', id }),
        may('mail.read') ? listThreadsOf(read, { dealId: id }, context.asker, SHOWN) : [],
        may('invoice.read')
          ? listInvoices(read, { dealId: id, owners: context.asker.owners('invoice.read') }, SHOWN)
          : [],
      ])
      return {
        deal,
        people,
        visits,
        quotes,
        stages,
        activities,
        threads,
        invoices,
        names: await namesIn(read, [deal.custom]),
      }
    })
    const { deal } = card
    const amount = deal.amount ? `, ${formatMoney(deal.amount)}` : ''
    return {
      headline: `${deal.ref} ${deal.title}: ${deal.stage.name}${amount}`,
      fields: [...dealFields(context, deal), ...ownCells(context, 'deal', deal.custom, card.names)],
      ...(deal.status === 'lost'
        ? {}
        : { progress: { label: deal.stage.name, ...stageProgress(card.stages, deal.stage.id) } }),
      sections: [
        ...peopleSection(card.people),
        ...quoteSection(card.quotes, context.today),
        ...wayText(context, card.visits, deal.stageSince),
        ...activitySection(card.activities),
        ...mailSection('Mail', card.threads),
        ...invoiceSection(card.invoices, context.today),
      ],
      actions: [
        ...readThreads(card.threads.slice(0, 1)),
        ...allNotes(deal.ref, card.activities),
        ...dealActions(context.asker, deal, card.invoices.find(({ status }) => status !== 'void')?.name),
      ],
      data: {
        ...dealData(context, deal),
        people: card.people.map(({ ref, name, role }) => ({ ref, name, role })),
        stages: card.visits.map(({ stage, at, by }) => ({ stage, at: at.toISOString(), by })),
        activities: card.activities.rows.map(({ kind, body, at, by }) => ({ kind, body, at: at.toISOString(), by })),
        threads: card.threads.map(({ id, subject, lastAt, messages }) => ({
          id,
          subject,
          lastAt: lastAt.toISOString(),
          messages,
        })),
        quotes: card.quotes.map(({ ref, status }) => ({ ref, status })),
        invoices: card.invoices.map(({ name, status }) => ({ invoice: name, status })),
      },
    }
  },
})

function dealFields(context: CommandContext, deal: DealRow): Field[] {
  const open = deal.status === 'open'
  return fieldsWith([
    ['Company', recordCell(deal.company)],
    ['Contact', recordCell(deal.contact)],
    ['Owner', { person: deal.owner.name }],
    ['Stage', open ? `${deal.stage.name}, for ${stageAge(context, deal)}` : deal.stage.name],
    ['Pipeline', deal.stage.pipeline],
    ['Amount', moneyCell(deal.amount)],
    ['Probability', open ? { percent: deal.probability } : null],
    ['Forecast', open ? (deal.forecastCategory ?? 'pipeline') : null],
    ['Weighted', open && deal.amount ? { money: weighted(deal.amount, deal.probability) } : null],
    ['Expected close', open ? dateCell(deal.expectedClose) : null],
    ['Closed on', dateCell(deal.closedOn)],
    ['Lost because', deal.lostReason],
    ['Won because', deal.wonReason],
    ['Credited to', deal.ownerAtClose !== deal.owner.name && deal.ownerAtClose ? { person: deal.ownerAtClose } : null],
    ['Next step', open ? deal.nextStep : null],
    ['Next step by', open ? dateCell(deal.nextStepDue) : null],
    ['Source', deal.source],
    ['PO number', deal.poNumber],
    ['Tags', deal.tags.join(', ')],
  ])
}
