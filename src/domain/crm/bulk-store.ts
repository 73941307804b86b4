import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { Prisma } from '../../generated/prisma/client.js'
import type { BulkChange, BulkRow } from './bulk.js'
import { keptValue } from './custom-field.js'
import type { Tagged } from './tag-store.js'

/** The rows that a change of many is decided on, by reference. `columns` are those that it sets. */
export const loadBulkRows = async (
  { sql, scope }: SqlScope,
  kind: Tagged,
  ids: readonly string[],
  columns: readonly string[],
): Promise<BulkRow[]> => sql<BulkRow[]>`
  select id::text, ref, ${sql(kind === 'deal' ? 'title' : 'name')} as name, owner_id::text as "ownerId", version, tags, custom,
         (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(to_jsonb(t)) e
           where e.key = any (${[...columns]}::text[])) as columns
    from ${sql(kind)} t
   where workspace_id = ${scope.workspaceId}::uuid and id = any (${[...ids]}::uuid[]) order by length(ref), ref`

const COLUMNS = /^[a-z_]+$/

/** Changes many rows in one statement; the audit trail has each. `columns` come from a declaration, never from what was typed. */
export async function saveBulk(tx: Tx, kind: Tagged, ids: readonly string[], change: BulkChange): Promise<void> {
  const names = Object.keys(change.columns)
  if (!names.every((name) => COLUMNS.test(name))) throw new Error(`${names.join()} are not the names of columns.`)
  const table = Prisma.raw(`"${kind}"`)
  const list = names.map((name) => `"${name}"`).join(', ')
  const columns =
    names.length === 0
      ? Prisma.empty
      : Prisma.sql`, (${Prisma.raw(list)}) = (select ${Prisma.raw(list)} from jsonb_populate_record(null::${table}, ${JSON.stringify(change.columns)}::text::jsonb))`
  const given = Object.entries(change.custom ?? {})
  const kept = given.flatMap(([key, value]) => (value === null ? [] : [[key, keptValue(value)]]))
  const gone = given.filter(([, value]) => value === null).map(([key]) => key)
  const { add = [], drop = [] } = change.tags ?? {}
  await tx.prisma.$executeRaw`
    update ${table} t
       set custom = (t.custom || ${JSON.stringify(Object.fromEntries(kept))}::text::jsonb) - ${gone}::text[],
           tags = array(select distinct tag from unnest(t.tags || ${[...add]}::text[]) tag where tag <> all (${[...drop]}::text[]) order by tag)
           ${columns}
     where workspace_id = ${tx.scope.workspaceId}::uuid and id = any (${[...ids]}::uuid[])`
}
