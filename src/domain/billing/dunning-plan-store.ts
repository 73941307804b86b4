import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { type IsoDate, toDbDate } from '../../lib/dates.js'

/**
 * Customers with something that fell due since the company is live and was issued here: what was imported with its history
 * asks nobody for money by itself. `since` is the day of going live.
 */
export async function listDebtors(
  tx: Tx,
  since: IsoDate,
  day: IsoDate,
): Promise<{ id: string; ref: string; name: string }[]> {
  return tx.prisma.$queryRaw`
    select c.id::text, c.ref, c.name from company c
     where c.workspace_id = ${tx.scope.workspaceId}::uuid
       and not exists (select from dunning_hold h where h.workspace_id = c.workspace_id and h.company_id = c.id)
       and exists (select from invoice i join journal_entry e on e.workspace_id = i.workspace_id and e.id = i.entry_id
                    where i.workspace_id = c.workspace_id and i.company_id = c.id and i.open_minor > 0 and i.kind = 'invoice'
                      and i.disputed_at is null and not i.imported
                      and i.due_date < ${toDbDate(day)} and i.due_date >= ${toDbDate(since)} and e.via not in ('import', 'demo'))
     order by c.name_key, c.id`
}

/** Announces a customer's reminder for a day; false when that was done before. */
export async function planDunning(tx: Tx, companyId: string, day: IsoDate): Promise<boolean> {
  const { count } = await tx.prisma.dunningPlan.createMany({
    data: [{ workspaceId: tx.scope.workspaceId, id: tx.newId(), companyId, day: toDbDate(day) }],
    skipDuplicates: true,
  })
  return count === 1
}

export const listPlanned = (tx: Tx, day: IsoDate): Promise<{ id: string; companyId: string }[]> =>
  tx.prisma.dunningPlan.findMany({
    where: { workspaceId: tx.scope.workspaceId, day: toDbDate(day), state: 'planned' },
    orderBy: { id: 'asc' },
    select: { id: true, companyId: true },
  })

/** False when another worker settled it first. */
export async function settlePlan(tx: Tx, id: string, state: 'sent' | 'held' | 'settled'): Promise<boolean> {
  const { count } = await tx.prisma.dunningPlan.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, state: 'planned' },
    data: { state },
  })
  return count === 1
}

export const isHeld = async (tx: Tx, companyId: string): Promise<boolean> =>
  (await tx.prisma.dunningHold.count({ where: { workspaceId: tx.scope.workspaceId, companyId } })) > 0

export async function holdDunning(tx: Tx, companyId: string): Promise<void> {
  await tx.prisma.dunningHold.createMany({
    data: [{ workspaceId: tx.scope.workspaceId, id: tx.newId(), companyId }],
    skipDuplicates: true,
  })
}

export async function releaseDunning(tx: Tx, companyId: string): Promise<boolean> {
  const { count } = await tx.prisma.dunningHold.deleteMany({ where: { workspaceId: tx.scope.workspaceId, companyId } })
  return count > 0
}

/** `onAccount`: names of what a customer has with us in a currency of what is past due. */
export type DunningLine = { ref: string; name: string; day: IsoDate | null; held: boolean; onAccount: string[] }

/** Who is to be reminded, who is held, and who owes while we hold something of theirs, by day and name. */
export async function listDunning({ sql, scope }: SqlScope, today: IsoDate): Promise<DunningLine[]> {
  return sql<DunningLine[]>`
    with theirs as (
      select p.company_id, p.currency, p.ref as name, p.date as day from payment p
       where p.workspace_id = ${scope.workspaceId} and p.direction = 'in' and p.unapplied_minor > 0 and p.reversed_at is null
      union all
      select i.company_id, i.currency, i.number, i.issue_date from invoice i
       where i.workspace_id = ${scope.workspaceId} and i.kind = 'credit_note' and i.number is not null and i.open_minor > 0
    ), beside as (
      select t.company_id, array_agg(t.name order by t.day, t.name) as names from theirs t
       where exists (select from invoice i where i.workspace_id = ${scope.workspaceId} and i.company_id = t.company_id and i.currency = t.currency
         and i.kind = 'invoice' and i.number is not null and i.open_minor > 0 and i.disputed_at is null and i.due_date < ${today}::date)
       group by t.company_id
    )
    select c.ref, c.name, p.day::text as day, h.id is not null as held, coalesce(b.names, '{}') as "onAccount" from company c
      left join dunning_hold h on h.workspace_id = c.workspace_id and h.company_id = c.id
      left join dunning_plan p on p.workspace_id = c.workspace_id and p.company_id = c.id and p.state = 'planned'
      left join beside b on b.company_id = c.id
     where c.workspace_id = ${scope.workspaceId} and (h.id is not null or p.id is not null or b.company_id is not null)
     order by p.day nulls last, c.name_key, c.id`
}
