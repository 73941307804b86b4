import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import type { Company } from '../../../domain/crm/company.js'
import { createCompany } from '../../../domain/crm/create-company.js'
import { changedCustom } from '../../../domain/crm/custom-field.js'
import { findCompanyTwins, type Twin } from '../../../domain/crm/duplicate-store.js'
import { registrableDomain } from '../../../lib/address-key.js'
import { nameKey } from '../../../lib/name-key.js'
import { fieldsWith } from '../cells.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { namesInTx, ownCells, ownValues } from '../own-values.js'
import { type ArgsOf, optional, required } from '../params.js'
import { twinsQuestion } from '../twins-question.js'
import { companyEdit, companyParams } from './company-params.js'

const { domains: _, 'billing-contact': __, ...shared } = companyParams

const params = {
  name: required('text', 'Name', { target: true }),
  domain: optional('text', 'Mail domain'),
  ...shared,
  currency: optional('text', 'Currency', { hint: 'Default: the currency of the books' }),
  anyway: optional('flag', 'Although there may be one', { unasked: true }),
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
    const twins = args.anyway ? [] : await twinsOf(context, args, tx)
    if (twins.length > 0) {
      const taken = twins.some(({ why }) => why.startsWith('mail from '))
      const { domain, ...rest } = args
      const given = { ...rest, ...(taken ? {} : { domain }), anyway: true }
      return twinsQuestion('company', twins, { command: 'company new', args: given })
    }
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
      actions: [
        { label: 'Show', do: { command: 'company show', args: command }, typed: `company show ${company.ref}` },
        { label: 'New contact…', do: { form: 'contact new', args: command } },
      ],
      undo: { command: 'company remove', args: command, versions: { [company.id]: company.version } },
      data: { ref: company.ref, name: company.name },
    }
  },
})

/** Those that this one may be already; a domain that can't be read is refused where the company is made. */
function twinsOf({ asker }: CommandContext, args: ArgsOf<typeof params>, tx: Tx): Promise<Twin[]> {
  const domains = domainsIn(args.domain).flatMap((text) => registrableDomain(text) ?? [])
  const marks = { name: args.name, nameKey: nameKey(args.name), taxId: args.taxid ?? null, domains }
  return findCompanyTwins(sqlInTx(tx), marks, asker.owners('company.read'))
}

const domainsIn = (text: string | undefined): string[] => text?.split(/[\s,]+/).filter(Boolean) ?? []

/** What was left empty starts with the workspace's defaults. */
function create(context: CommandContext, args: ArgsOf<typeof params>, tx: Tx): Promise<Company> {
  const { address, tags, domains: _, ...plain } = companyEdit(args)
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null))
  return createCompany(tx, {
    ...given,
    name: args.name,
    currency: args.currency?.toUpperCase() ?? context.workspace.baseCurrency,
    domains: domainsIn(args.domain),
    ownerId: args.owner === null ? null : (args.owner?.id ?? context.asker.id),
    custom: changedCustom({}, ownValues(context, 'company new', args)),
    ...(address && { address: Object.fromEntries(Object.entries(address).filter(([, part]) => part)) }),
    ...(tags && { tags: [...tags.add].sort() }),
  })
}
