import { postalLines } from '../../../domain/billing/postal-lines.js'
import type { CompanyState } from '../../../domain/crm/change-company.js'
import type { PostalAddress } from '../../../domain/crm/company.js'
import { changesOf, type Lines } from '../changes-of.js'
import type { CommandContext } from '../define-command.js'
import { ownChanges } from '../own-values.js'
import type { Change } from '../reply.js'

export const postal = (address: PostalAddress): string =>
  [...postalLines(address, address.country ?? ''), address.country].filter(Boolean).join(', ')

/** What of a company is different now, before → after. `names` are those of its owner, parent and people. */
export function companyChanges(
  context: CommandContext,
  { before, after }: { before: CompanyState; after: CompanyState },
  names: ReadonlyMap<string, string>,
): Change[] {
  return [
    ...changesOf(lines(before, names), lines(after, names)),
    ...ownChanges(context, 'company', [before.company.custom, after.company.custom], names),
  ]
}

function lines({ company, domains }: CompanyState, names: ReadonlyMap<string, string>): Lines {
  const named = (id: string | null) => (id === null ? null : (names.get(id) ?? null))
  const owner = named(company.ownerId)
  return [
    ['Name', company.name],
    ['Owner', owner && { person: owner }],
    ['Lifecycle', company.lifecycle],
    ['Roles', company.roles.join(', ')],
    ['Mail domains', domains.join(', ') || null],
    ['Billing address', company.billingEmail],
    ['Billing contact', named(company.billingContactId)],
    ['Payment terms', `${company.termsDays} days`],
    ['Currency', company.currency],
    ['Tax id', company.taxId],
    ['Phone', company.phone],
    ['Address', company.address && postal(company.address)],
    ['Part of', named(company.parentId)],
    ['Tags', company.tags.join(', ') || null],
    ['Note', company.note],
  ]
}

export const companyIds = ({ company }: CompanyState): (string | null)[] => [
  company.ownerId,
  company.billingContactId,
  company.parentId,
]
