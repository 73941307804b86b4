import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'
import type { FieldKind } from './custom-field.js'

/**
 * What records must have: a tag, or a value of one of the company's own fields (null: they have none); or what a field is compared
 * with, in words, and the ids of the records of which that is true.
 */
export type Facet =
  | { facet: string; value: string | null }
  | { facet: string; compared: string; ids: (read: SqlScope) => SqlPart }

/** Narrows `id`, a column of a record of this kind, to records with all of these; nothing when there are none. */
export function hasFacets(read: SqlScope, kind: FieldKind, id: SqlPart, facets: readonly Facet[] = []) {
  const { sql, scope } = read
  // The scalar sub-select is a value by the time the index is asked: behind row security it would not be asked with `lower(…)`.
  const conditions = facets.map((each) => {
    if ('ids' in each) return sql`and ${id} in (${each.ids(read)})`
    const { facet, value } = each
    return value === null
      ? sql`and not exists (select from record_facet f where f.workspace_id = ${scope.workspaceId}
                               and f.record_id = ${id} and f.facet = ${facet})`
      : sql`and ${id} in (select f.record_id from record_facet f where f.workspace_id = ${scope.workspaceId}
                               and f.kind = ${kind} and f.facet = ${facet} and f.value = (select lower(${value}::text)))`
  })
  return conditions.reduce((all, each) => sql`${all} ${each}`, sql``)
}
