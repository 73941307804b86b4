import { countCompanies, listCompanies } from '../../../domain/crm/company-list-store.js'
import { defineCommand } from '../define-command.js'
import { changeAll } from '../list-words.js'
import { listButtons, listReply, PAGE_PARAMS, pageAsked } from '../paging.js'
import { optional } from '../params.js'
import { LIFECYCLES } from './company-params.js'
import { companyData, companyTable } from './company-table.js'
import { companyQuestion } from './list-question.js'

const SHOWN = 25

export default defineCommand({
  name: 'company list',
  summary: 'Your companies, or all of them, or those of a lifecycle, a tag or a field of your own',
  example: 'company list all lifecycle:prospect tag:berlin',
  params: {
    whose: optional('choice', 'Whose', { target: true, choices: ['mine', 'all'] }),
    lifecycle: optional('choice', 'Lifecycle', { choices: LIFECYCLES }),
    owner: optional('record', 'Owner', { record: 'staff' }),
    terms: optional('compared', 'Payment terms in days', { hint: '>30' }),
    created: optional('compared', 'Created', { hint: '2026-11, last-30-days' }),
    tag: optional('text', 'Tag'),
    ...PAGE_PARAMS,
  },
  needs: 'company.read',
  risk: 'read',
  bare: true,
  fieldsOf: 'company',
  run: async (context, args) => {
    const { filter, mine, words } = await companyQuestion(context, args)
    const page = pageAsked(args, SHOWN)
    const [companies, count] = await context.read((read) =>
      Promise.all([listCompanies(read, filter, page.limit, page.offset), countCompanies(read, filter)]),
    )
    const what = `${count === 0 ? 'no' : count} ${count === 1 ? 'company' : 'companies'}${words.length > 0 ? ` (${words.join(', ')})` : ''}`
    return listReply(
      {
        headline: mine ? `You look after ${what}` : `There ${count === 1 ? 'is' : 'are'} ${what}`,
        ...(count > 0 ? { table: companyTable(companies, count - page.offset) } : {}),
        actions: [
          ...(context.asker.may('company.write')
            ? [{ label: 'New company…', do: { form: 'company new', args: {} }, typed: 'company new' }]
            : []),
          ...changeAll(context, 'company', args, count),
          ...listButtons('company list', args, page, count),
        ],
        data: { count, companies: companies.map(companyData) },
      },
      args,
      'companies',
    )
  },
})
