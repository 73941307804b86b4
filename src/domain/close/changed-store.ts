import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { fromDecimal, type Money } from '../../lib/money.js'

/** An entry that opened a sign-off again, as its history keeps it: of restricted accounts neither words nor amount. */
export type ChangedEntry = { entry: string; date: IsoDate; codes: string; memo: string | null; amount: Money | null }

type Kept = { entry: string; date: IsoDate; codes: string; memo?: string; amount?: string; currency?: string }

/** By task, the entries that opened it again last. */
export async function listChanged(
  { sql, scope }: SqlScope,
  taskIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ChangedEntry[]>> {
  const rows = await sql<{ taskId: string; entries: Kept[] | null }[]>`
    select distinct on (e.task_id) e.task_id::text as "taskId", e.data -> 'entries' as entries from task_event e
    where e.workspace_id = ${scope.workspaceId}::uuid and e.task_id = any(${taskIds as string[]}::uuid[]) and e.kind = 'changed'
    order by e.task_id, e.at desc, e.id desc`
  return new Map(rows.map(({ taskId, entries }) => [taskId, (entries ?? []).map(changedEntry)]))
}

const changedEntry = ({ entry, date, codes, memo, amount, currency }: Kept): ChangedEntry => ({
  entry,
  date,
  codes,
  memo: memo ?? null,
  amount: amount !== undefined && currency !== undefined ? fromDecimal(amount, currency) : null,
})
