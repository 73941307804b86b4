import { countCompanies, listCompanies } from '../../../domain/crm/company-list-store.js'
import { defineCommand } from '../define-command.js'
import { changeAll } from '../list-words.js'
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
    tag: optional('text', 'Tag'),
  },
  needs: 'company.read',
  risk: 'read',
  bare: true,
  fieldsOf: 'company',
  run: async (context, args) => {
    const { filter, mine, words } = companyQuestion(context, args)
    const [companies, count] = await context.read((read) =>
      Promise.all([listCompanies(read, filter, SHOWN), countCompanies(read, filter)]),
    )
    const what = `${count === 0 ? 'no' : count} ${count === 1 ? 'company' : 'companies'}${words.length > 0 ? ` (${words.join(', ')})` : ''}`
    return {
      headline: mine ? `You look after ${what}` : `There ${count === 1 ? 'is' : 'are'} ${what}`,
      ...(count > 0 ? { table: companyTable(companies, count) } : {}),
      actions: [
        ...(context.asker.may('company.write')
          ? [{ label: 'New company…', do: { form: 'company new', args: {} }, typed: 'company new' }]
          : []),
        ...changeAll(context, 'company', args, count),
      ],
      data: { count, companies: companies.map(companyData) },
    }
  },
})
