import type { Tx } from '../../db/in-workspace.js'
import { nextRefs } from '../../db/next-refs.js'
import { type ColumnValues, insertRows, updateRows } from '../../db/row-sets.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { conflict } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { Deal } from './deal.js'
import type { DealLine } from './deal-line.js'
import { listDealLines, replaceDealLines } from './deal-line-store.js'
import { toDeal } from './deal-store.js'
import { reindexNow } from './reindex-store.js'

/** A way between stages that lies behind a deal. */
export type StageStep = { at: Date; from: string | null; to: string }

/** A deal with its lines; `steps` are those that are new. `begunAt`: when it was begun, where that was before it came here. */
export type DealWhole = {
  id: string
  deal: Deal
  lines: readonly DealLine[]
  steps: readonly StageStep[]
  begunAt: Date | null
}

export async function loadDeals(tx: Tx, ids: readonly string[]): Promise<Map<string, DealWhole>> {
  const where = { workspaceId: tx.scope.workspaceId, id: { in: [...ids] } }
  const rows = await tx.prisma.deal.findMany({ where, include: { _count: { select: { lines: true } } } })
  const wholes: [string, DealWhole][] = []
  for (const { _count, ...row } of rows) {
    const lines = _count.lines === 0 ? [] : await listDealLines(tx, row.id)
    wholes.push([row.id, { id: row.id, deal: toDeal(row), lines, steps: [], begunAt: null }])
  }
  return new Map(wholes)
}

type Change = { before: DealWhole | null; after: DealWhole }

/** Makes deals, which get their references here, and changes others, with the steps that lie behind them: a statement a table. */
export async function writeDeals(tx: Tx, changes: readonly Change[]): Promise<void> {
  const fresh = changes.filter(({ before }) => before === null)
  const refs = await nextRefs(tx, 'deal', 'DEAL', fresh.length)
  await insertRows(
    sqlInTx(tx),
    'deal',
    fresh.map(({ after }, at) => ({
      ...columnsOf({ ...after.deal, ref: refs[at] ?? '' }),
      created_at: after.begunAt ?? tx.now,
    })),
  )
  const changed = changes.filter(({ before }) => before !== null).map(({ after }) => after.deal)
  const rows = changed.map((deal) => ({ ...columnsOf(deal), version: deal.version }))
  if ((await updateRows(sqlInTx(tx), 'deal', rows)) < rows.length)
    throw conflict('Somebody changed one of these deals at the same moment. Import the file again.')
  await insertRows(
    sqlInTx(tx),
    'stage_change',
    changes.flatMap(({ after }) => stepsOf(tx, after)),
  )
  for (const { before, after } of changes)
    if (after.lines !== before?.lines && after.lines.length > 0) await replaceDealLines(tx, after.id, after.lines)
  await reindexNow(
    tx,
    'deal',
    changes.map(({ after }) => after.id),
  )
}

const stepsOf = (tx: Tx, { deal, steps }: DealWhole): ColumnValues[] =>
  steps.map(({ at, from, to }) => ({
    id: tx.newId(),
    at,
    amount_minor: deal.amount?.minor.toString() ?? null,
    deal_id: deal.id,
    from_stage_id: from,
    to_stage_id: to,
  }))

const columnsOf = (deal: Deal): ColumnValues => ({
  id: deal.id,
  ref: deal.ref,
  title: deal.title,
  title_key: nameKey(deal.title),
  status: deal.status,
  amount_minor: deal.amount?.minor.toString() ?? null,
  currency: deal.currency,
  probability: deal.probability,
  forecast_category: deal.forecastCategory,
  expected_close: deal.expectedClose,
  closed_on: deal.closedOn,
  stage_since: deal.stageSince,
  next_step: deal.nextStep,
  next_step_due: deal.nextStepDue,
  source: deal.source,
  lost_reason: deal.lostReason,
  won_reason: deal.wonReason,
  po_number: deal.poNumber,
  company_id: deal.companyId,
  contact_id: deal.contactId,
  owner_id: deal.ownerId,
  owner_at_close_id: deal.ownerAtCloseId,
  stage_id: deal.stageId,
  tags: deal.tags,
  custom: deal.custom,
})

export type TitledDeal = { titleKey: string; companyId: string; id: string }

/** Deals of these names with these companies. */
export async function listTitledDeals(
  tx: Tx,
  titleKeys: readonly string[],
  companyIds: readonly string[],
): Promise<TitledDeal[]> {
  const { sql, scope } = sqlInTx(tx)
  return sql<TitledDeal[]>`
    select title_key as "titleKey", company_id::text as "companyId", id::text from deal
     where workspace_id = ${scope.workspaceId}::uuid and title_key = any(${[...new Set(titleKeys)]}::text[])
       and company_id = any(${[...new Set(companyIds)]}::uuid[]) and status <> 'withdrawn'`
}
