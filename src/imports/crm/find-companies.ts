import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { companyDomain } from '../../domain/crm/company.js'
import { findImportKeys } from '../../domain/crm/import-key-store.js'
import { nameKey } from '../../lib/name-key.js'
import { type ImportContext, RowFault, type Values } from '../define-import.js'
import { idKey } from './keys.js'
import { UnknownName } from './near-names.js'

/** A company as far as its contacts and deals take after it. */
export type FoundCompany = { id: string; ref: string; name: string; currency: string; ownerId: string | null }

type Row = FoundCompany & { nameKey: string; wanted: string }

/** What rows may call a company by: a name, a domain, an id of the source. */
export type CompanyNames = {
  name?: string | undefined
  domain?: string | undefined
  key?: string | undefined
  taxId?: string | undefined
}

export type CompanyIndex = {
  /** By exactly this name, but for case and accents. */
  named(name: string): readonly FoundCompany[]
  /** By a name that is the same but for legal form, punctuation and order of words. */
  alike(name: string): readonly FoundCompany[]
  byDomain(domain: string): FoundCompany | undefined
  byKey(key: string): FoundCompany | undefined
  byTaxId(taxId: string): FoundCompany | undefined
}

/** Everything that the rows of a chunk call companies by, looked up at once. Companies that are part of another now are not among them. */
export async function companyIndex(
  tx: Tx,
  names: readonly CompanyNames[],
  context: ImportContext,
): Promise<CompanyIndex> {
  const { sql, scope } = sqlInTx(tx)
  const keys = await findImportKeys(
    tx,
    { kind: 'company', source: context.source ?? 'file' },
    names.flatMap(({ key }) => (key === undefined ? [] : idKey(key))),
  )
  const nameKeys = [...new Set(names.flatMap(({ name }) => (name === undefined ? [] : nameKey(name))))]
  const domains = [...new Set(names.flatMap(({ domain }) => (domain === undefined ? [] : (registrable(domain) ?? []))))]
  const taxIds = names.flatMap(({ taxId }) => taxId ?? [])
  const columns = sql`c.id::text, c.ref, c.name, c.currency, c.owner_id::text as "ownerId", c.name_key as "nameKey"`
  const rows = await sql<Row[]>`
    select ${columns}, w.name_key as wanted
      from unnest(${nameKeys}::text[]) w(name_key)
      join company c on c.workspace_id = ${scope.workspaceId}::uuid and c.match_key = company_match_key(w.name_key)
     where c.merged_into_id is null
    union all
    select ${columns}, d.domain from company_domain d
      join company c on c.workspace_id = d.workspace_id and c.id = d.company_id
     where d.workspace_id = ${scope.workspaceId}::uuid and d.domain = any(${domains}::text[])
    union all
    select ${columns}, c.tax_id from company c
     where c.workspace_id = ${scope.workspaceId}::uuid and c.tax_id = any(${taxIds}::text[]) and c.merged_into_id is null
    union all
    select ${columns}, c.id::text from company c
     where c.workspace_id = ${scope.workspaceId}::uuid and c.id = any(${[...keys.values()].map(({ recordId }) => recordId)}::uuid[])`
  const byWanted = new Map<string, Row[]>()
  for (const row of rows) byWanted.set(row.wanted, [...(byWanted.get(row.wanted) ?? []), row])
  const of = (text: string | undefined | null): Row[] => byWanted.get(text ?? '') ?? []
  return {
    named: (name) => of(nameKey(name)).filter((row) => row.nameKey === nameKey(name)),
    alike: (name) => of(nameKey(name)),
    byDomain: (domain) => of(registrable(domain))[0],
    byTaxId: (taxId) => of(taxId)[0],
    byKey: (key) => of(keys.get(idKey(key))?.recordId)[0],
  }
}

export function registrable(text: string): string | null {
  const domain = companyDomain(text)
  return domain.ok ? domain.value : null
}

/** Finds the company that a row names, and makes it where that was said. Throws `RowFault`. */
export type CompanyFinder = {
  find(values: Values): FoundCompany | null
  /** What was made of names that weren't there, since it was asked last. */
  made(): readonly FoundCompany[]
}

/** The names by which rows of contacts and deals call a company. */
export const companyNames = ({ company, domain, companyid }: Values): CompanyNames => ({
  name: company,
  domain,
  key: companyid?.split(';')[0]?.trim(),
})

export function companyFinder(tx: Tx, index: CompanyIndex, { create, baseCurrency }: ImportContext): CompanyFinder {
  const fresh = new Map<string, FoundCompany>()
  return {
    find: (values) => {
      const { name, domain, key } = companyNames(values)
      const known = (key && index.byKey(key)) || (domain && index.byDomain(domain))
      if (known) return known
      if (name === undefined) return null
      const [one, other] = index.named(name)
      if (other)
        throw new RowFault('company', name, 'Several companies are called that. Give a domain or an id as well.')
      if (one) return one
      if (!create.has('companies')) throw new UnknownName('company', 'company', name)
      const [like, another] = index.alike(name)
      if (like && !another) return like
      const made = fresh.get(nameKey(name)) ?? {
        id: tx.newId(),
        ref: '',
        name: name.trim().replace(/\s+/g, ' '),
        currency: baseCurrency,
        ownerId: null,
      }
      fresh.set(nameKey(name), made)
      return made
    },
    made: () => [...fresh.values()],
  }
}
