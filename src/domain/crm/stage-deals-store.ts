import type { Tx } from '../../db/in-workspace.js'

export const countOpenDeals = (tx: Tx, stageId: string): Promise<number> =>
  tx.prisma.deal.count({ where: { workspaceId: tx.scope.workspaceId, stageId, status: 'open' } })

/** All open deals of a stage into another at once, each with its stage change. */
export async function moveOpenDeals(tx: Tx, fromId: string, toId: string): Promise<void> {
  const where = { workspaceId: tx.scope.workspaceId, stageId: fromId, status: 'open' }
  const deals = await tx.prisma.deal.updateManyAndReturn({
    where,
    data: { stageId: toId, stageSince: tx.now },
    select: { id: true, amountMinor: true },
  })
  await insertChanges(tx, deals, fromId, toId)
}

/** Those that left a stage at an instant and have not moved since, back into it, where they go on ageing. Answers how many. */
export async function moveDealsBack(tx: Tx, stageId: string, leftAt: Date): Promise<number> {
  const { workspaceId } = tx.scope
  const rows = await tx.prisma.$queryRaw<{ id: string; amount_minor: bigint | null; was_in: string }[]>`
    with left_then as (
      select c.deal_id, c.to_stage_id, (select max(b.at) from stage_change b where b.workspace_id = c.workspace_id
          and b.deal_id = c.deal_id and b.to_stage_id = c.from_stage_id and b.at <= c.at) as since
        from stage_change c
       where c.workspace_id = ${workspaceId}::uuid and c.from_stage_id = ${stageId}::uuid and c.at = ${leftAt})
    update deal d set stage_id = ${stageId}::uuid, stage_since = coalesce(l.since, d.stage_since)
      from left_then l
     where d.workspace_id = ${workspaceId}::uuid and d.id = l.deal_id and d.stage_id = l.to_stage_id and d.stage_since = ${leftAt}
       and d.status = 'open'
    returning d.id, d.amount_minor, l.to_stage_id as was_in`
  for (const from of new Set(rows.map(({ was_in }) => was_in)))
    await insertChanges(
      tx,
      rows.filter(({ was_in }) => was_in === from).map(({ id, amount_minor }) => ({ id, amountMinor: amount_minor })),
      from,
      stageId,
    )
  return rows.length
}

/** A stage change each, with what the deal is worth now. */
export async function insertMoves(
  tx: Tx,
  moves: readonly { dealId: string; fromStageId: string; toStageId: string }[],
): Promise<void> {
  const { workspaceId, actorId } = tx.scope
  await tx.prisma.$executeRaw`
    insert into stage_change (workspace_id, id, at, amount_minor, deal_id, from_stage_id, to_stage_id, by_id)
    select d.workspace_id, new_id(), ${tx.now}, d.amount_minor, d.id, m."fromStageId", m."toStageId", ${actorId}::uuid
      from jsonb_to_recordset(${JSON.stringify(moves)}::text::jsonb) m("dealId" uuid, "fromStageId" uuid, "toStageId" uuid)
      join deal d on d.workspace_id = ${workspaceId}::uuid and d.id = m."dealId"`
}

/** The stages of deals, by their ids. */
export async function stagesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const where = { workspaceId: tx.scope.workspaceId, id: { in: [...ids] } }
  const deals = await tx.prisma.deal.findMany({ where, select: { id: true, stageId: true } })
  return new Map(deals.map(({ id, stageId }) => [id, stageId]))
}

const insertChanges = (
  tx: Tx,
  deals: readonly { id: string; amountMinor: bigint | null }[],
  fromStageId: string,
  toStageId: string,
) =>
  tx.prisma.stageChange.createMany({
    data: deals.map(({ id, amountMinor }) => ({
      workspaceId: tx.scope.workspaceId,
      id: tx.newId(),
      at: tx.now,
      amountMinor,
      dealId: id,
      fromStageId,
      toStageId,
      byId: tx.scope.actorId,
    })),
  })
