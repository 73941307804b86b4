import type { SqlScope } from '../../db/sql-workspace.js'
import type { ThreadLine, ThreadTarget } from './thread.js'
import { listThreadsOf } from './thread-store.js'
import type { TraceIds } from './trace-ids-store.js'

/** A thread with the records of the chain that it is on. */
export type TracedThread = ThreadLine & { of: readonly string[] }

const THREADS = 20

/**
 * The mail of the chain's deals and invoices, and how many threads more there are of which the asker would see no more than that
 * they are. A thread that somebody keeps private is not counted either: nobody else is to know of it.
 */
export async function traceThreads(
  read: SqlScope,
  { deals, invoices }: TraceIds,
  asker: { id: string },
  { may }: { may: boolean },
): Promise<{ threads: TracedThread[]; hidden: number }> {
  const { sql, scope } = read
  const linked = await sql<{ id: string; of: string[] }[]>`
    select k.thread_id::text as id, array_agg(distinct coalesce(d.ref, i.number, i.ref)) as of
    from thread_link k join thread t on t.workspace_id = k.workspace_id and t.id = k.thread_id and t.private_at is null
    left join deal d on d.workspace_id = k.workspace_id and d.id = k.deal_id
    left join invoice i on i.workspace_id = k.workspace_id and i.id = k.invoice_id
    where k.workspace_id = ${scope.workspaceId} and k.mailbox_id is null
      and (k.deal_id = any(${deals}::uuid[]) or k.invoice_id = any(${invoices}::uuid[]))
    group by k.thread_id having bool_or(k.removed_at is null)`
  const targets: ThreadTarget[] = [
    ...deals.map((dealId) => ({ dealId })),
    ...invoices.map((invoiceId) => ({ invoiceId })),
  ]
  const lists = may ? await Promise.all(targets.map((target) => listThreadsOf(read, target, asker, THREADS))) : []
  const shown = new Map(lists.flat().map((thread) => [thread.id, thread]))
  const readable = [...shown.values()].filter(({ subject }) => subject !== null)
  const of = new Map(linked.map((link) => [link.id, link.of]))
  return {
    threads: readable
      .map((thread) => ({ ...thread, of: of.get(thread.id) ?? [] }))
      .sort((a, b) => a.firstAt.getTime() - b.firstAt.getTime()),
    hidden: new Set([...of.keys(), ...shown.keys()]).size - readable.length,
  }
}
