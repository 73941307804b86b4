import type { SqlScope } from '../../db/sql-workspace.js'
import type { FieldKind } from './custom-field.js'

/** A tag, or a value of one of the company's own fields, that records must have; null: they have none. */
export type Facet = { facet: string; value: string | null }

/** Narrows `id`, a column of a record of this kind, to records with all of these; nothing when there are none. */
export function hasFacets({ sql, scope }: SqlScope, kind: FieldKind, id: string, facets: readonly Facet[] = []) {
  // The scalar sub-select is a value by the time the index is asked: behind row security it would not be asked with `lower(…)`.
  const conditions = facets.map(({ facet, value }) =>
    value === null
      ? sql`and not exists (select from record_facet f where f.workspace_id = ${scope.workspaceId}
                               and f.record_id = ${sql(id)} and f.facet = ${facet})`
      : sql`and ${sql(id)} in (select f.record_id from record_facet f where f.workspace_id = ${scope.workspaceId}
                               and f.kind = ${kind} and f.facet = ${facet} and f.value = (select lower(${value}::text)))`,
  )
  return conditions.reduce((all, each) => sql`${all} ${each}`, sql``)
}

export type TagUse = { tag: string; kind: FieldKind; count: number }

/** Every tag that is in use, with how many records of each kind have it. */
export const listTags = ({ sql, scope }: SqlScope): Promise<TagUse[]> => sql<TagUse[]>`
  select value as tag, kind, count(*)::int as count from record_facet
   where workspace_id = ${scope.workspaceId} and facet = 'tag' group by value, kind order by value, kind`
