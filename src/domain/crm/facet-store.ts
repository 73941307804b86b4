import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'
import type { FieldKind } from './custom-field.js'

/** A tag, or a value of one of the company's own fields, that records must have; null: they have none. */
export type Facet = { facet: string; value: string | null }

/** Narrows `id`, a column of a record of this kind, to records with all of these; nothing when there are none. */
export function hasFacets({ sql, scope }: SqlScope, kind: FieldKind, id: SqlPart, facets: readonly Facet[] = []) {
  // The scalar sub-select is a value by the time the index is asked: behind row security it would not be asked with `lower(…)`.
  const conditions = facets.map(({ facet, value }) =>
    value === null
      ? sql`and not exists (select from record_facet f where f.workspace_id = ${scope.workspaceId}
                               and f.record_id = ${id} and f.facet = ${facet})`
      : sql`and ${id} in (select f.record_id from record_facet f where f.workspace_id = ${scope.workspaceId}
                               and f.kind = ${kind} and f.facet = ${facet} and f.value = (select lower(${value}::text)))`,
  )
  return conditions.reduce((all, each) => sql`${all} ${each}`, sql``)
}
