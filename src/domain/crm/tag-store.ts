import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { amongOwners, type Owners } from '../people/owners.js'

/** Kinds of record that are changed by the hundred: tags in bulk. */
export const TAGGED = ['company', 'contact', 'deal'] as const
export type Tagged = (typeof TAGGED)[number]

/** All kinds that have tags. */
export const WITH_TAGS = [...TAGGED, 'case', 'product'] as const
export type WithTags = (typeof WITH_TAGS)[number]

const tableOf = (kind: WithTags): string => (kind === 'case' ? 'support_case' : kind)

/** Their tables, for the audit trail. */
export const TABLES_WITH_TAGS: readonly string[] = WITH_TAGS.map(tableOf)

export type TagUse = { tag: string; kind: WithTags; count: number }

/** Every tag of records that the asker may see, with how many of each kind have it. `owners` names the kinds to look at. */
export async function listTags(read: SqlScope, owners: ReadonlyMap<WithTags, Owners | undefined>): Promise<TagUse[]> {
  const { sql, scope } = read
  const kinds = await Promise.all(
    [...owners].map(
      ([kind, among]) => sql<TagUse[]>`
        select f.value as tag, f.kind, count(*)::int as count
          from record_facet f join ${sql(tableOf(kind))} r on r.workspace_id = f.workspace_id and r.id = f.record_id
         where f.workspace_id = ${scope.workspaceId} and f.kind = ${kind} and f.facet = 'tag' ${amongOwners(read, sql`r.owner_id`, among)}
         group by f.value, f.kind`,
    ),
  )
  return kinds.flat().sort((a, b) => a.tag.localeCompare(b.tag))
}

/** Puts one tag in place of another on every record that has it, or takes it off them. Answers the records, by kind. */
export async function replaceTag(tx: Tx, from: string, to: string | null): Promise<Map<WithTags, string[]>> {
  const { sql, scope } = sqlInTx(tx)
  const changed = new Map<WithTags, string[]>()
  for (const kind of WITH_TAGS) {
    const rows = await sql<{ id: string }[]>`
      update ${sql(tableOf(kind))} set tags = array(select distinct tag from unnest(array_replace(tags, ${from}::text, ${to}::text)) tag
                                            where tag is not null order by tag)
       where workspace_id = ${scope.workspaceId}::uuid and id in (
         select record_id from record_facet where workspace_id = ${scope.workspaceId}::uuid and kind = ${kind}
            and facet = 'tag' and value = ${from})
      returning id::text`
    changed.set(
      kind,
      rows.map(({ id }) => id),
    )
  }
  return changed
}
