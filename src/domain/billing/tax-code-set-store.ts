import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { conflict, notFound } from '../../lib/errors.js'
import { standardRate } from './tax-code.js'
import type { TaxSide, WholeTaxCode } from './tax-code-rules.js'

export type TaxCodeRow = Omit<WholeTaxCode, 'id' | 'accountId'> & { account: string | null }

/** Every code that is in use, or all, sales first. `account` is the number of its own one. */
export const listTaxCodeRows = (read: SqlScope, { retired }: { retired: boolean }): Promise<TaxCodeRow[]> =>
  read.sql<TaxCodeRow[]>`
  select t.side, t.code, t.name, t.category, t.rate_ppm as "ratePpm", t.deductible_bp as "deductibleBp", t.active, a.code as account
    from tax_code t left join account a on a.workspace_id = t.workspace_id and a.id = t.account_id
   where t.workspace_id = ${read.scope.workspaceId} and (t.active or ${retired})
   order by t.side desc, t.rate_ppm desc, t.code`

/** In use or not. Throws `not_found`. */
export async function getWholeTaxCode(tx: Tx, side: TaxSide, code: string): Promise<WholeTaxCode> {
  const { workspaceId } = tx.scope
  const wanted = code.trim().toUpperCase()
  const row = await tx.prisma.taxCode.findUnique({
    where: { workspaceId_side_code: { workspaceId, side, code: wanted } },
    select: {
      id: true,
      code: true,
      name: true,
      category: true,
      ratePpm: true,
      deductibleBp: true,
      active: true,
      accountId: true,
    },
  })
  if (!row) throw notFound(`There is no tax code ${wanted} for ${side === 'sale' ? 'sales' : 'purchases'}: tax codes`)
  return { ...row, side }
}

/** Throws `conflict` where the code is taken, also by one that is out of use. */
export async function insertTaxCode(tx: Tx, code: WholeTaxCode): Promise<void> {
  const { workspaceId } = tx.scope
  const taken = await tx.prisma.taxCode.findUnique({
    where: { workspaceId_side_code: { workspaceId, side: code.side, code: code.code } },
  })
  if (taken)
    throw conflict(
      taken.active
        ? `${taken.code} is ${taken.name} already: tax code-set ${taken.code} side:${code.side}`
        : `${taken.code} is ${taken.name}, out of use: tax code-retire ${taken.code} side:${code.side} takes it back into use.`,
    )
  await tx.prisma.taxCode.create({ data: { workspaceId, ...code } })
}

export async function saveTaxCode(tx: Tx, { id, ...data }: WholeTaxCode): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.taxCode.update({ where: { workspaceId_id: { workspaceId, id } }, data })
}

/** Whether anything was ever entered under it: then its rate and account are part of what was said. */
export async function isTaxCodeUsed(tx: Tx, id: string): Promise<boolean> {
  const where = { workspaceId: tx.scope.workspaceId, taxCodeId: id }
  const line = await tx.prisma.invoiceLine.findFirst({ where, select: { id: true } })
  const bill = line ?? (await tx.prisma.billLine.findFirst({ where, select: { id: true } }))
  const quote = bill ?? (await tx.prisma.quoteLine.findFirst({ where, select: { id: true } }))
  return (quote ?? (await tx.prisma.posting.findFirst({ where, select: { entryId: true } }))) !== null
}

/** What would go on to use it by itself. */
export async function countTaxCodeUsers(tx: Tx, id: string): Promise<{ products: number; rules: number }> {
  const where = { workspaceId: tx.scope.workspaceId, taxCodeId: id }
  const products = await tx.prisma.product.count({ where: { ...where, retiredAt: null } })
  return { products, rules: await tx.prisma.bankRule.count({ where }) }
}

/** Whether a company whose country's rates we don't know has made a standard code itself. Elsewhere it has one, and nothing is asked. */
export const hasOwnStandard = async (tx: Tx, side: TaxSide, country: string): Promise<boolean> =>
  standardRate(country) === null &&
  (await tx.prisma.taxCode.count({ where: { workspaceId: tx.scope.workspaceId, side, code: 'S', active: true } })) > 0
