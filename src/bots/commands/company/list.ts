import { countCompanies, listCompanies } from '../../../domain/crm/company-list-store.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { companySight } from './company-sight.js'
import { companyData, companyTable } from './company-table.js'

const SHOWN = 25
const LIFECYCLES = ['prospect', 'customer', 'former'] as const

export default defineCommand({
  name: 'company list',
  summary: 'Your companies, or all of them, or those of a lifecycle',
  example: 'company list all lifecycle:prospect',
  params: {
    whose: optional('choice', 'Whose', { target: true, choices: ['mine', 'all'] }),
    lifecycle: optional('choice', 'Lifecycle', { choices: LIFECYCLES }),
  },
  needs: 'company.read',
  risk: 'read',
  bare: true,
  run: async (context, args) => {
    const mine = args.whose !== 'all' && !(args.lifecycle && !args.whose)
    const lifecycle = LIFECYCLES.find((each) => each === args.lifecycle)
    const filter = {
      ...(mine ? { ownerId: context.asker.id } : {}),
      ...(lifecycle ? { lifecycle } : {}),
      ...companySight(context.asker),
    }
    const [companies, count] = await context.read((read) =>
      Promise.all([listCompanies(read, filter, SHOWN), countCompanies(read, filter)]),
    )
    const what = `${count === 0 ? 'no' : count} ${count === 1 ? 'company' : 'companies'}${lifecycle ? ` (${lifecycle})` : ''}`
    return {
      headline: mine ? `You look after ${what}` : `There ${count === 1 ? 'is' : 'are'} ${what}`,
      ...(count > 0 ? { table: companyTable(companies, count) } : {}),
      actions: context.asker.may('company.write')
        ? [{ label: 'New company…', do: { form: 'company new', args: {} }, typed: 'company new' }]
        : [],
      data: { count, companies: companies.map(companyData) },
    }
  },
})
