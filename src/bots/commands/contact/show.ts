import { listThreadsOf } from '../../../domain/correspondence/thread-store.js'
import { type ContactRow, getContactRow } from '../../../domain/crm/contact-list-store.js'
import { listDeals, sumDeals } from '../../../domain/crm/deal-list-store.js'
import { listCases } from '../../../domain/support/case-list-store.js'
import { loadSupportDesk } from '../../../domain/support/support-settings.js'
import { allNotes, cardActivities } from '../activity/card-activities.js'
import { activitySection, mailSection } from '../card-sections.js'
import { caseSection } from '../case/case-table.js'
import { atCell, fieldsWith } from '../cells.js'
import { dealTable } from '../deal/deal-table.js'
import { type Asker, defineCommand } from '../define-command.js'
import { namesIn, ownCells } from '../own-values.js'
import { target } from '../params.js'
import { readThreads } from '../read-thread.js'
import type { Action, Field } from '../reply.js'
import { consentText } from './contact-change.js'
import { contactData } from './contact-table.js'

const SHOWN = 5

export default defineCommand({
  name: 'contact show',
  summary: 'One contact: where they work, when you last wrote, their mail and open deals',
  example: 'contact show "Ada Lovelace"',
  params: { contact: target('contact', 'Contact') },
  needs: 'contact.read',
  risk: 'read',
  run: async (context, { contact: { id } }) => {
    const may = (capability: string) => context.asker.may(capability)
    const deals = { contactId: id, status: 'open' as const, owners: context.asker.owners('deal.read') }
    const card = await context.read(async (read) => {
      const [contact, threads, activities, open, totals, cases, desk] = await Promise.all([
        getContactRow(read, id),
        may('mail.read') ? listThreadsOf(read, { contactId: id }, context.asker, SHOWN) : [],
        cardActivities(read, { kind: 'contact', id }, context.asker.owners('deal.read')),
        may('deal.read') ? listDeals(read, deals, SHOWN) : [],
        may('deal.read') ? sumDeals(read, deals) : [],
        may('case.read') ? listCases(read, { contactId: id, owners: context.asker.owners('case.read') }, SHOWN) : [],
        loadSupportDesk(read),
      ])
      return { contact, threads, activities, open, totals, cases, desk, names: await namesIn(read, [contact.custom]) }
    })
    const { contact } = card
    const role = [contact.title, contact.company].filter(Boolean).join(', ')
    return {
      headline: `${contact.ref} ${contact.name}${role && `: ${role}`}`,
      fields: [...contactFields(contact), ...ownCells(context, 'contact', contact.custom, card.names)],
      sections: [
        ...mailSection('Mail', card.threads),
        ...(card.open.length > 0
          ? [{ title: 'Open deals', table: dealTable(context, card.open, card.totals, { company: false }) }]
          : []),
        ...caseSection({ desk: card.desk, now: context.now }, card.cases),
        ...activitySection(card.activities),
      ],
      notes: contact.badAddresses.map((address) => `Mail to ${address} came back.`),
      actions: [
        ...readThreads(card.threads.slice(0, 1)),
        ...allNotes(contact.ref, card.activities),
        ...contactActions(context.asker, contact),
      ],
      data: {
        ...contactData(contact),
        threads: card.threads.map(({ id, subject, lastAt, messages }) => ({
          id,
          subject,
          lastAt: lastAt.toISOString(),
          messages,
        })),
        deals: card.open.map(({ ref, title }) => ({ ref, title })),
        cases: card.cases.map(({ ref, subject, status }) => ({ ref, subject, status })),
        activities: card.activities.rows.map(({ kind, body, at, by }) => ({ kind, body, at: at.toISOString(), by })),
      },
    }
  },
})

const contactFields = (contact: ContactRow): Field[] =>
  fieldsWith([
    ['Company', contact.companyRef && { ref: contact.companyRef, title: contact.company ?? '' }],
    ['Title', contact.title],
    [contact.addresses.length > 1 ? 'Addresses' : 'Address', contact.addresses.join(', ')],
    [contact.phones.length > 1 ? 'Phones' : 'Phone', contact.phones.join(', ')],
    ['Owner', contact.owner && { person: contact.owner }],
    ['Consent', consentText(contact.consent)],
    ['Tags', contact.tags.join(', ')],
    ['Last contact', atCell(contact.lastContactedAt) ?? 'never'],
    ['Made from', contact.origin === 'mail' ? 'mail' : null],
  ])

function contactActions(asker: Asker, contact: ContactRow): Action[] {
  const { ref } = contact
  const form = (label: string, name: string, args: Record<string, unknown>): Action => ({
    label,
    do: { form: name, args },
  })
  return [
    ...(contact.origin === 'mail' && asker.may('contact.write')
      ? [{ label: 'Not a contact', do: { command: 'contact remove', args: { contact: ref } } }]
      : []),
    ...(asker.may('contact.write') ? [form('Change…', 'contact set', { contact: ref })] : []),
    ...(asker.may('activity.write') ? [form('Note…', 'contact note', { contact: ref })] : []),
    ...(asker.may('deal.write') && contact.companyRef
      ? [form('New deal…', 'deal new', { company: contact.companyRef, contact: ref })]
      : []),
  ]
}
