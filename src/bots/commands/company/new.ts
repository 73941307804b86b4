import type { Tx } from '../../../db/in-workspace.js'
import type { Company } from '../../../domain/crm/company.js'
import { listCompaniesNamed } from '../../../domain/crm/company-store.js'
import { createCompany } from '../../../domain/crm/create-company.js'
import { changedCustom } from '../../../domain/crm/custom-field.js'
import { fieldsWith } from '../cells.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { namesInTx, ownCells, ownValues } from '../own-values.js'
import { type ArgsOf, optional, required } from '../params.js'
import { companyEdit, companyParams } from './company-params.js'

const { domains: _, 'billing-contact': __, ...shared } = companyParams

const params = {
  name: required('text', 'Name', { target: true }),
  domain: optional('text', 'Mail domain'),
  ...shared,
  currency: optional('text', 'Currency', { hint: 'Default: the currency of the books' }),
}

export default defineCommand({
  name: 'company new',
  summary: 'Add a company; mail from its domain is filed under it',
  example: 'company new "Acme Industries" domain:acme.com terms:14',
  params,
  needs: 'company.write',
  risk: 'reversible',
  fieldsOf: 'company',
  run: async (context, args, tx) => {
    const namesakes = await listCompaniesNamed(tx, args.name)
    const company = await create(context, args, tx)
    const names = await namesInTx(tx, [company.custom])
    const command = { company: company.ref }
    return {
      headline: `New company ${company.ref} ${company.name}`,
      fields: [
        ...fieldsWith([
          ['Domain', args.domain ?? null],
          ['Currency', company.currency],
          ['Payment terms', `${company.termsDays} days`],
          ['Billing address', company.billingEmail],
          ['Tags', company.tags.join(', ')],
        ]),
        ...ownCells(context, 'company', company.custom, names),
      ],
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

/** What was left empty starts with the workspace's defaults. */
function create(context: CommandContext, args: ArgsOf<typeof params>, tx: Tx): Promise<Company> {
  const { address, tags, domains: _, ...plain } = companyEdit(args)
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null))
  return createCompany(tx, {
    ...given,
    name: args.name,
    currency: args.currency?.toUpperCase() ?? context.workspace.baseCurrency,
    domains: args.domain?.split(/[\s,]+/).filter(Boolean) ?? [],
    ownerId: args.owner === null ? null : (args.owner?.id ?? context.asker.id),
    custom: changedCustom({}, ownValues(context, 'company new', args)),
    ...(address && { address: Object.fromEntries(Object.entries(address).filter(([, part]) => part)) }),
    ...(tags && { tags: [...tags.add].sort() }),
  })
}
