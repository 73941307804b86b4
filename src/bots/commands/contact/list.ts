import { countContacts, listContacts } from '../../../domain/crm/contact-list-store.js'
import { defineCommand } from '../define-command.js'
import { changeAll } from '../list-words.js'
import { listButtons, listReply, PAGE_PARAMS, pageAsked } from '../paging.js'
import { optional } from '../params.js'
import { contactData, contactTable } from './contact-table.js'
import { contactQuestion } from './list-question.js'

const SHOWN = 25

export default defineCommand({
  name: 'contact list',
  summary: 'Your contacts, the last contacted first, or those of a company, a tag or a field of your own',
  example: 'contact list company:Acme',
  params: {
    whose: optional('choice', 'Whose', { target: true, choices: ['mine', 'all'] }),
    company: optional('record', 'Company', { record: 'company' }),
    owner: optional('record', 'Owner', { record: 'staff' }),
    created: optional('compared', 'Created', { hint: '2026-11, last-30-days' }),
    contacted: optional('compared', 'Last contacted', { hint: '<2026-06, last-30-days' }),
    tag: optional('text', 'Tag'),
    ...PAGE_PARAMS,
  },
  needs: 'contact.read',
  risk: 'read',
  bare: true,
  fieldsOf: 'contact',
  run: async (context, args) => {
    const { filter, mine, words } = await contactQuestion(context, args)
    const page = pageAsked(args, SHOWN)
    const [contacts, count] = await context.read((read) =>
      Promise.all([listContacts(read, filter, page.limit, page.offset), countContacts(read, filter)]),
    )
    const how = `${count === 0 ? 'no' : count} ${count === 1 ? 'contact' : 'contacts'}${words}`
    return listReply(
      {
        headline: mine ? `You look after ${how}` : `There ${count === 1 ? 'is' : 'are'} ${how}`,
        ...(count > 0 ? { table: contactTable(contacts, count - page.offset) } : {}),
        actions: [
          ...(context.asker.may('contact.write')
            ? [{ label: 'New contact…', do: { form: 'contact new', args: {} }, typed: 'contact new' }]
            : []),
          ...changeAll(context, 'contact', args, count),
          ...listButtons('contact list', args, page, count),
        ],
        data: { count, contacts: contacts.map(contactData) },
      },
      args,
      'contacts',
    )
  },
})
