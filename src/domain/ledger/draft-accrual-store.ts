import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoMonth } from '../../lib/dates.js'
import { notFound, refused } from '../../lib/errors.js'
import { type Money, money } from '../../lib/money.js'

/** A cost whose bill has not come, and that nobody has posted yet: somebody said the amount. */
export type DraftAccrual = {
  id: string
  /** DRA-3. */
  ref: string
  month: IsoMonth
  memo: string
  amount: Money
  /** The cost account's code; null: whoever posts it says. */
  accountCode: string | null
  state: 'draft' | 'posted' | 'dropped'
  version: number
}

export async function insertDraft(
  tx: Tx,
  { amount, ...draft }: Pick<DraftAccrual, 'month' | 'memo' | 'amount' | 'accountCode'>,
): Promise<{ id: string; ref: string }> {
  const made = { id: tx.newId(), ref: await nextRef(tx, 'draft_accrual', 'DRA') }
  const { workspaceId } = tx.scope
  const sum = { amountMinor: amount.minor, currency: amount.currency }
  await tx.prisma.draftAccrual.create({ data: { ...draft, ...sum, ...made, workspaceId } })
  await tx.outbox('accrual.drafted', { draftId: made.id })
  return made
}

/** One that is still to be posted. Throws `not_found`, `refused`. */
export async function getDraft(tx: Tx, ref: string): Promise<DraftAccrual> {
  const { workspaceId } = tx.scope
  const row = await tx.prisma.draftAccrual.findUnique({ where: { workspaceId_ref: { workspaceId, ref } } })
  if (!row) throw notFound(`There is no draft ${ref}. See: accrual drafts`, { ref })
  if (row.state !== 'draft') throw refused(`${ref} is ${row.state} already.`)
  const { amountMinor, currency, ...rest } = row
  return { ...rest, state: 'draft', amount: money(amountMinor, currency) }
}

export async function settleDraft(
  tx: Tx,
  { id, version }: Pick<DraftAccrual, 'id' | 'version'>,
  data: { state: 'posted'; accrualId: string } | { state: 'dropped' } | { state: 'draft' },
): Promise<void> {
  const { count } = await tx.prisma.draftAccrual.updateMany({ where: { id, version }, data })
  if (count === 0) throw refused('Somebody posted or dropped it meanwhile.')
  await tx.outbox('accrual.settled', { draftId: id })
}

/** Those still to be posted, of one month or of all, oldest first. */
export async function listDrafts({ sql, scope }: SqlScope, month: IsoMonth | null): Promise<DraftAccrual[]> {
  const rows = await sql<(Omit<DraftAccrual, 'amount'> & { minor: bigint; currency: string })[]>`
    select id, ref, month, memo, amount_minor as minor, currency, account_code as "accountCode", state, version
      from draft_accrual
     where workspace_id = ${scope.workspaceId} and state = 'draft' and (${month}::text is null or month = ${month})
     order by month, id`
  return rows.map(({ minor, currency, ...draft }) => ({ ...draft, amount: money(minor, currency) }))
}

/** One as an auditor reads it: what came of it as well. */
export type KeptDraft = Pick<DraftAccrual, 'ref' | 'month' | 'memo' | 'amount' | 'state'> & {
  accrualRef: string | null
}

/** All of these months, posted and dropped ones too, oldest first. */
export async function listKeptDrafts(
  { sql, scope }: SqlScope,
  { from, to }: { from: IsoMonth; to: IsoMonth },
): Promise<KeptDraft[]> {
  const rows = await sql<(Omit<KeptDraft, 'amount'> & { minor: bigint; currency: string })[]>`
    select d.ref, d.month, d.memo, d.amount_minor as minor, d.currency, d.state, a.ref as "accrualRef" from draft_accrual d
      left join accrual a on a.workspace_id = d.workspace_id and a.id = d.accrual_id
     where d.workspace_id = ${scope.workspaceId} and d.month between ${from} and ${to}
     order by d.month, d.id`
  return rows.map(({ minor, currency, ...draft }) => ({ ...draft, amount: money(minor, currency) }))
}
