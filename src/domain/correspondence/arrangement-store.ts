import type { SqlScope } from '../../db/sql-workspace.js'

/** Messages that refer to each other, directly or over threads that people split: what is threaded anew together. */
export type Family = {
  messages: ReadonlyMap<string, ReadonlySet<string>>
  /** Every key of the family, ghosts included → its thread. */
  threadOf: ReadonlyMap<string, string>
  pins: readonly Pin[]
  joins: readonly Join[]
}

export type Pin = { messageKey: string; threadId: string }
export type Join = { id: string; messageKey: string; otherKey: string; threadId: string }

/** Everything that hangs together with these threads, whatever people cut. */
export async function loadFamily(bulk: SqlScope, threadIds: readonly string[]): Promise<Family> {
  const threads = new Set<string>()
  const threadOf = new Map<string, string>()
  const messages = new Map<string, Set<string>>()
  for (let wanted = [...new Set(threadIds)]; wanted.length > 0; ) {
    for (const id of wanted) threads.add(id)
    const [nodes, refs] = await Promise.all([findThreadNodes(bulk, wanted), findThreadRefs(bulk, wanted)])
    for (const { key, thread } of nodes) threadOf.set(key, thread)
    for (const { key, ref } of refs) {
      const known = messages.get(key) ?? new Set<string>()
      if (ref !== null) known.add(ref)
      messages.set(key, known)
    }
    const found = await findNeighbours(
      bulk,
      nodes.map(({ key }) => key),
      refs.flatMap(({ ref }) => ref ?? []),
    )
    wanted = [...new Set(found)].filter((id) => !threads.has(id))
  }
  const keys = [...threadOf.keys()]
  const [pins, joins] = await Promise.all([findPins(bulk, keys), findJoins(bulk, keys)])
  return { messages, threadOf, pins, joins }
}

const findThreadNodes = ({ sql, scope }: SqlScope, threads: readonly string[]) => sql<
  { key: string; thread: string }[]
>`
  select message_key as key, thread_id as thread from thread_node
   where workspace_id = ${scope.workspaceId} and thread_id = any(${threads as string[]}::uuid[])`

const findThreadRefs = ({ sql, scope }: SqlScope, threads: readonly string[]) => sql<
  { key: string; ref: string | null }[]
>`
  select m.message_key as key, k.ref
    from message m left join message_ref r on r.workspace_id = m.workspace_id and r.message_id = m.id
    left join lateral unnest(r.reference_keys || r.reply_keys) k(ref) on true
   where m.workspace_id = ${scope.workspaceId} and m.thread_id = any(${threads as string[]}::uuid[])`

/**
 * Threads of what these refer to, of what refers to them, and of what they were joined with. Only where people arranged
 * something can a message be in another thread than an id that it refers to.
 */
async function findNeighbours({ sql, scope }: SqlScope, keys: readonly string[], refs: readonly string[]) {
  const ws = scope.workspaceId
  const rows = await sql<{ thread: string }[]>`
    select thread_id as thread from thread_node where workspace_id = ${ws} and message_key = any(${refs as string[]})
    union
    select m.thread_id from thread t join message m on m.workspace_id = t.workspace_id and m.thread_id = t.id
      join message_ref r on r.workspace_id = m.workspace_id and r.message_id = m.id
     where t.workspace_id = ${ws} and t.arranged and r.reference_keys || r.reply_keys && ${keys as string[]}::text[]
    union
    select n.thread_id from thread_join j
      join thread_node n on n.workspace_id = j.workspace_id and n.message_key in (j.message_key, j.other_key)
     where j.workspace_id = ${ws} and (j.message_key = any(${keys as string[]}) or j.other_key = any(${keys as string[]}))`
  return rows.map(({ thread }) => thread)
}

const findPins = ({ sql, scope }: SqlScope, keys: readonly string[]) => sql<Pin[]>`
  select message_key as "messageKey", thread_id as "threadId" from thread_pin
   where workspace_id = ${scope.workspaceId} and message_key = any(${keys as string[]})`

const findJoins = ({ sql, scope }: SqlScope, keys: readonly string[]) => sql<Join[]>`
  select id, message_key as "messageKey", other_key as "otherKey", thread_id as "threadId" from thread_join
   where workspace_id = ${scope.workspaceId}
     and (message_key = any(${keys as string[]}) or other_key = any(${keys as string[]})) order by id`

/** Moves keys and their messages to other threads; what hangs on a message goes with it. */
export async function moveKeys({ sql, scope }: SqlScope, moves: ReadonlyMap<string, string>): Promise<void> {
  if (moves.size === 0) return
  const ws = scope.workspaceId
  const pairs = sql`unnest(${[...moves.keys()]}::text[], ${[...moves.values()]}::uuid[]) as v(key, thread)`
  await sql`update thread_node n set thread_id = v.thread from ${pairs} where n.workspace_id = ${ws} and n.message_key = v.key`
  await sql`update message m set thread_id = v.thread from ${pairs} where m.workspace_id = ${ws} and m.message_key = v.key`
  for (const table of ['thread_link', 'mail_notice'])
    await sql`update ${sql(table)} l set thread_id = m.thread_id from message m, ${pairs}
      where m.workspace_id = ${ws} and m.message_key = v.key and l.workspace_id = ${ws} and l.message_id = m.id
        and l.thread_id <> m.thread_id`
}

/** Threads that came out of others: private where those were, and off the records that a person took those off. */
export async function inheritThreads({ sql, scope }: SqlScope, parents: ReadonlyMap<string, string>): Promise<void> {
  if (parents.size === 0) return
  const ws = scope.workspaceId
  const pairs = sql`unnest(${[...parents.keys()]}::uuid[], ${[...parents.values()]}::uuid[]) as v(child, parent)`
  await sql`update thread t set private_at = p.private_at, private_by_id = p.private_by_id from thread p, ${pairs}
    where t.workspace_id = ${ws} and t.id = v.child and p.workspace_id = ${ws} and p.id = v.parent and p.private_at is not null`
  await sql`
    insert into thread_link (workspace_id, id, origin, evidence, thread_id, removed_at, contact_id, company_id, deal_id, invoice_id, case_id)
    select distinct on (v.child, coalesce(l.contact_id, l.company_id, l.deal_id, l.invoice_id, l.case_id))
           ${ws}, new_id(), l.origin, l.evidence, v.child, l.removed_at, l.contact_id, l.company_id, l.deal_id,
           l.invoice_id, l.case_id
      from ${pairs} join thread_link l on l.workspace_id = ${ws} and l.thread_id = v.parent and l.removed_at is not null`
}

/** Threads that hang together with something arranged, from now on threaded anew with it; alive ones point nowhere else. */
export const markArranged = ({ sql, scope }: SqlScope, threadIds: readonly string[]) => sql`
  update thread set arranged = true, merged_into_id = null
   where workspace_id = ${scope.workspaceId} and id = any(${threadIds as string[]}::uuid[])
     and (not arranged or merged_into_id is not null)`
