import type { Tx } from '../../db/in-workspace.js'
import { divideRounded, runningValues } from '../../lib/money.js'
import type { DifferencePart } from './payment-entry.js'
import type { SettlementItem } from './settlement-item.js'

/** What a document charged under a tax code, and the account of the tax. */
type Taxed = { taxCodeId: string; netMinor: bigint; taxMinor: bigint; accountId: string | null }

/**
 * An amount that is given up on an invoice, split as the invoice is: its share of each code's net goes to `accountId`, its share of
 * the tax back to where the tax was posted. Adds up to the amount, and to its worth in the base currency, exactly.
 */
export async function relievedParts(
  tx: Tx,
  item: SettlementItem,
  given: { minor: bigint; baseMinor: bigint; accountId: string; taxOutput: string },
): Promise<DifferencePart[]> {
  const taxed = await taxesOf(tx, item.id)
  const lines = [
    ...taxed.map((each) => ({ ...each, accountId: each.accountId ?? given.taxOutput, of: each.taxMinor })),
    ...taxed.map((each) => ({ ...each, accountId: given.accountId, of: each.netMinor })),
  ]
  const share = (whole: bigint) => (sum: bigint) => divideRounded(whole * sum, item.totalMinor)
  const weights = lines.map(({ of }) => of)
  const minors = runningValues(weights, share(given.minor))
  const bases = runningValues(weights, share(given.baseMinor))
  return lines
    .map(({ accountId, taxCodeId }, i) => ({ accountId, taxCodeId, minor: minors[i] ?? 0n, baseMinor: bases[i] ?? 0n }))
    .filter(({ minor, baseMinor }) => minor !== 0n || baseMinor !== 0n)
}

const taxesOf = (tx: Tx, invoiceId: string): Promise<Taxed[]> => tx.prisma.$queryRaw`
  select l.tax_code_id::text as "taxCodeId", sum(l.net_minor)::bigint as "netMinor", sum(l.tax_minor)::bigint as "taxMinor",
    t.account_id::text as "accountId"
  from invoice_line l join tax_code t on t.workspace_id = l.workspace_id and t.id = l.tax_code_id
  where l.workspace_id = ${tx.scope.workspaceId}::uuid and l.invoice_id = ${invoiceId}::uuid
  group by l.tax_code_id, t.account_id, t.code order by t.code`
