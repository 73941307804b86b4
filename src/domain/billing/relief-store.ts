import type { Tx } from '../../db/in-workspace.js'
import type { Charged } from './relief.js'

/** What an invoice or a credit note charged under each tax code, and where the code's tax stands. */
export const listChargedOnInvoice = (tx: Tx, invoiceId: string): Promise<Charged[]> => tx.prisma.$queryRaw`
  select t.id::text as "taxCodeId", t.category, t.rate_ppm as "ratePpm", t.deductible_bp as "deductibleBp", t.account_id::text as "accountId",
    sum(l.net_minor)::bigint as "netMinor", sum(l.tax_minor)::bigint as "taxMinor"
  from invoice_line l left join tax_code t on t.workspace_id = l.workspace_id and t.id = l.tax_code_id
  where l.workspace_id = ${tx.scope.workspaceId}::uuid and l.invoice_id = ${invoiceId}::uuid
  group by t.id, t.category, t.rate_ppm, t.deductible_bp, t.account_id, t.code order by t.code`

/** The same of a bill, an expense or a supplier's credit. */
export const listChargedOnBill = (tx: Tx, billId: string): Promise<Charged[]> => tx.prisma.$queryRaw`
  select t.id::text as "taxCodeId", t.category, t.rate_ppm as "ratePpm", t.deductible_bp as "deductibleBp", t.account_id::text as "accountId",
    sum(l.net_minor)::bigint as "netMinor", sum(l.tax_minor)::bigint as "taxMinor"
  from bill_line l left join tax_code t on t.workspace_id = l.workspace_id and t.id = l.tax_code_id
  where l.workspace_id = ${tx.scope.workspaceId}::uuid and l.bill_id = ${billId}::uuid
  group by t.id, t.category, t.rate_ppm, t.deductible_bp, t.account_id, t.code order by t.code`
