import type { Tx } from '../../db/in-workspace.js'
import { nextRefs } from '../../db/next-refs.js'
import { type ColumnValues, insertRows, updateRows } from '../../db/row-sets.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { conflict } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { Company } from './company.js'
import { toCompany } from './company-store.js'
import { reindexNow } from './reindex-store.js'

/** A company with what is kept beside it. */
export type CompanyWhole = { id: string; company: Company; domains: readonly string[] }

export async function loadCompanies(tx: Tx, ids: readonly string[]): Promise<Map<string, CompanyWhole>> {
  const rows = await tx.prisma.company.findMany({
    where: { workspaceId: tx.scope.workspaceId, id: { in: [...ids] } },
    include: { domains: { orderBy: { domain: 'asc' } } },
  })
  return new Map(
    rows.map((row) => [
      row.id,
      { id: row.id, company: toCompany(row), domains: row.domains.map(({ domain }) => domain) },
    ]),
  )
}

/** Makes companies, which get their references here, and changes others, a statement a table; domains are added. Throws `conflict` when somebody was faster. */
export async function writeCompanies(
  tx: Tx,
  changes: readonly { before: CompanyWhole | null; after: CompanyWhole }[],
): Promise<void> {
  const fresh = changes.filter(({ before }) => before === null)
  const refs = await nextRefs(tx, 'company', 'CO', fresh.length)
  const made = fresh.map(({ after }, at) => ({ ...after.company, ref: refs[at] ?? '' }))
  const changed = changes.filter(({ before }) => before !== null).map(({ after }) => after.company)
  await insertRows(sqlInTx(tx), 'company', made.map(columnsOf))
  const rows = changed.map((company) => ({ ...columnsOf(company), version: company.version }))
  if ((await updateRows(sqlInTx(tx), 'company', rows)) < rows.length)
    throw conflict('Somebody changed one of these companies at the same moment. Import the file again.')
  const domains = changes.flatMap(({ before, after }) =>
    after.domains
      .filter((domain) => !before?.domains.includes(domain))
      .map((domain) => ({ id: tx.newId(), company_id: after.id, domain })),
  )
  await insertRows(sqlInTx(tx), 'company_domain', domains)
  await reindexNow(
    tx,
    'company',
    changes.map(({ after }) => after.id),
  )
}

const columnsOf = (company: Company): ColumnValues => ({
  id: company.id,
  ref: company.ref,
  name: company.name,
  name_key: nameKey(company.name),
  roles: company.roles,
  lifecycle: company.lifecycle,
  tax_id: company.taxId,
  address: company.address,
  phone: company.phone,
  billing_email: company.billingEmail,
  terms_days: company.termsDays,
  currency: company.currency,
  source: company.source,
  note: company.note,
  owner_id: company.ownerId,
  parent_id: company.parentId,
  tags: company.tags,
  custom: company.custom,
})
