import { listCompaniesNamed } from '../../../domain/crm/company-store.js'
import { createCompany } from '../../../domain/crm/create-company.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

export default defineCommand({
  name: 'company new',
  summary: 'Add a company; mail from its domain is filed under it',
  example: 'company new "Acme Industries" domain:acme.com terms:14',
  params: {
    name: required('text', 'Name', { target: true }),
    domain: optional('text', 'Mail domain'),
    currency: optional('text', 'Currency', { hint: 'Default: the currency of the books' }),
    terms: optional('integer', 'Payment terms in days'),
    billing: optional('email', 'Billing address'),
    phone: optional('text', 'Phone'),
    owner: optional('record', 'Owner', { record: 'staff' }),
  },
  needs: 'company.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const namesakes = await listCompaniesNamed(tx, args.name)
    const company = await createCompany(tx, {
      name: args.name,
      currency: args.currency?.toUpperCase() ?? context.workspace.baseCurrency,
      domains: args.domain?.split(/[\s,]+/).filter(Boolean) ?? [],
      ownerId: args.owner?.id ?? context.asker.id,
      ...(args.terms === undefined ? {} : { termsDays: args.terms }),
      ...(args.billing ? { billingEmail: args.billing } : {}),
      ...(args.phone ? { phone: args.phone } : {}),
    })
    const command = { company: company.ref }
    return {
      headline: `New company ${company.ref} ${company.name}`,
      fields: fieldsWith([
        ['Domain', args.domain ?? null],
        ['Currency', company.currency],
        ['Payment terms', `${company.termsDays} days`],
        ['Billing address', company.billingEmail],
      ]),
      notes: namesakes.map(({ ref, name }) => `There is another ${name} already: ${ref}.`),
      actions: [
        { label: 'Show', do: { command: 'company show', args: command }, typed: `company show ${company.ref}` },
        { label: 'New contact…', do: { form: 'contact new', args: command } },
      ],
      undo: { command: 'company remove', args: command, versions: { [company.id]: company.version } },
      data: { ref: company.ref, name: company.name },
    }
  },
})
