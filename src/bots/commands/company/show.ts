import { loadCustomerValue } from '../../../domain/billing/customer-value-store.js'
import { listInvoices, sumInvoices } from '../../../domain/billing/invoice-list-store.js'
import { listThreadsOf } from '../../../domain/correspondence/thread-store.js'
import { standingOf } from '../../../domain/crm/company.js'
import { getCompanyRow } from '../../../domain/crm/company-list-store.js'
import { listContacts } from '../../../domain/crm/contact-list-store.js'
import { listDeals, sumDeals } from '../../../domain/crm/deal-list-store.js'
import { listCases } from '../../../domain/support/case-list-store.js'
import { loadSupportDesk } from '../../../domain/support/support-settings.js'
import { toDecimal } from '../../../lib/money.js'
import { allNotes, cardActivities } from '../activity/card-activities.js'
import { activitySection, invoiceSection, mailSection } from '../card-sections.js'
import { caseSection } from '../case/case-table.js'
import { contactTable } from '../contact/contact-table.js'
import { dealTable } from '../deal/deal-table.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { namesIn, ownCells } from '../own-values.js'
import { target } from '../params.js'
import { readThreads } from '../read-thread.js'
import { companyActions, companyFields, openText } from './company-card.js'
import { companySight } from './company-sight.js'
import { companyData } from './company-table.js'
import { owedText, readSupplied, suppliedData, suppliedFields, suppliedSection } from './supplied.js'

const SHOWN = 5
const OPEN_CASES = ['new', 'open', 'waiting'] as const

export default defineCommand({
  name: 'company show',
  summary:
    'Everything about a company: people, deals, cases, invoices, bills, mail, what they have been worth and how soon they pay',
  example: 'company show Acme',
  params: { company: target('company', 'Company') },
  needs: 'company.read',
  risk: 'read',
  run: async (context, { company: { id } }) => {
    const card = await readCard(context, id)
    const { company } = card
    const owed = [openText(card.open, card.overdue), owedText(card.supplied)].filter(Boolean).join('; ')
    return {
      headline: `${company.ref} ${company.name}: ${standingOf(company)}${owed && `, ${owed}`}`,
      fields: [
        ...companyFields(company, card),
        ...suppliedFields(card.supplied),
        ...ownCells(context, 'company', company.custom, card.names),
      ],
      sections: [
        ...(card.people.length > 0
          ? [{ title: 'People', table: contactTable(card.people, company.contacts, { company: false }) }]
          : []),
        ...(card.deals.length > 0
          ? [{ title: 'Open deals', table: dealTable(context, card.deals, card.dealTotals, { company: false }) }]
          : []),
        ...caseSection({ desk: card.desk, now: context.now }, card.cases),
        ...invoiceSection(card.invoices, context.today),
        ...suppliedSection(card.supplied, context.today),
        ...mailSection('Recent mail', card.threads),
        ...activitySection(card.activities),
      ],
      actions: [
        ...readThreads(card.threads.slice(0, 1)),
        ...allNotes(company.ref, card.activities),
        ...companyActions(context.asker, company),
      ],
      data: {
        ...companyData(company),
        people: card.people.map(({ ref, name, title }) => ({ ref, name, title })),
        deals: card.deals.map(({ ref, title, stage }) => ({ ref, title, stage: stage.name })),
        open: card.open.map(({ open }) => ({ currency: open.currency, amount: toDecimal(open) })),
        overdue: card.overdue.map(({ open }) => ({ currency: open.currency, amount: toDecimal(open) })),
        cases: card.cases.map(({ ref, subject, status }) => ({ ref, subject, status })),
        lifetimeValue: (card.value?.invoiced ?? []).map((sum) => ({
          currency: sum.currency,
          amount: toDecimal(sum),
        })),
        daysToPay: card.value?.daysToPay ?? null,
        parts: company.children.map(({ ref }) => ref),
        invoices: card.invoices.map(({ name, status }) => ({ invoice: name, status })),
        ...suppliedData(card.supplied),
        threads: card.threads.map(({ id, subject, lastAt, messages }) => ({
          id,
          subject,
          lastAt: lastAt.toISOString(),
          messages,
        })),
      },
    }
  },
})

/** One snapshot, as far as the asker may see. */
function readCard({ asker, today, read: reading }: CommandContext, id: string) {
  const may = (capability: string) => asker.may(capability)
  const deals = { companyId: id, status: 'open' as const, owners: asker.owners('deal.read') }
  const invoices = { companyId: id, owners: asker.owners('invoice.read') }
  const cases = { companyId: id, statuses: OPEN_CASES, owners: asker.owners('case.read') }
  const people = { companyId: id, owners: asker.owners('contact.read'), dealsOf: asker.owners('deal.read') }
  return reading(async (read) => {
    const [
      company,
      contacts,
      openDeals,
      dealTotals,
      openCases,
      desk,
      bills,
      open,
      overdue,
      value,
      supplied,
      threads,
      activities,
    ] = await Promise.all([
      getCompanyRow(read, id, companySight(asker)),
      may('contact.read') ? listContacts(read, people, SHOWN) : [],
      may('deal.read') ? listDeals(read, deals, SHOWN) : [],
      may('deal.read') ? sumDeals(read, deals) : [],
      may('case.read') ? listCases(read, cases, SHOWN) : [],
      loadSupportDesk(read),
      may('invoice.read') ? listInvoices(read, invoices, SHOWN) : [],
      may('invoice.read') ? sumInvoices(read, { ...invoices, statuses: ['issued', 'part_paid'] }) : [],
      may('invoice.read') ? sumInvoices(read, { ...invoices, overdueOn: today }) : [],
      may('invoice.read') ? loadCustomerValue(read, { ...invoices, today }) : null,
      readSupplied(read, asker, id, today),
      may('mail.read') ? listThreadsOf(read, { companyId: id }, asker, SHOWN) : [],
      cardActivities(read, { kind: 'company', id }, asker.owners('deal.read')),
    ])
    return {
      company,
      people: contacts,
      deals: openDeals,
      dealTotals,
      cases: openCases,
      desk,
      invoices: bills,
      open,
      overdue,
      value,
      supplied,
      threads,
      activities,
      names: await namesIn(read, [company.custom]),
    }
  })
}
