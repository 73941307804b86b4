import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { Prisma } from '../../generated/prisma/client.js'
import type { BulkChange, BulkRow, BulkStep } from './bulk.js'
import { keptValue } from './custom-field.js'
import type { Tagged } from './tag-store.js'

/** The rows that a change of many is decided on, by reference, locked for one that is to be made. `columns` are those that it sets. */
export const loadBulkRows = async (
  { sql, scope }: SqlScope,
  kind: Tagged,
  ids: readonly string[],
  { columns, lock }: { columns: readonly string[]; lock: boolean },
): Promise<BulkRow[]> => sql<BulkRow[]>`
  select id::text, ref, ${sql(kind === 'deal' ? 'title' : 'name')} as name, owner_id::text as "ownerId", version, tags, custom,
         (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(to_jsonb(t)) e
           where e.key = any (${[...columns]}::text[])) as columns
    from ${sql(kind)} t
   where workspace_id = ${scope.workspaceId}::uuid and id = any (${[...ids]}::uuid[]) order by length(ref), ref
   ${lock ? sql`for update` : sql``}`

const COLUMNS = /^[a-z_]+$/

/** Changes many rows in one statement; the audit trail has each. Columns come from a declaration, never from what was typed. */
export async function saveBulk(tx: Tx, kind: Tagged, steps: readonly BulkStep[], change: BulkChange): Promise<void> {
  const parts = Object.keys(change.parts ?? {})
  const table = Prisma.raw(`"${kind}"`)
  const given = Object.entries(change.custom ?? {})
  const kept = given.flatMap(([key, value]) => (value === null ? [] : [[key, keptValue(value)]]))
  const gone = given.filter(([, value]) => value === null).map(([key]) => key)
  const { add = [], drop = [] } = change.tags ?? {}
  const rows = steps.map(({ row, after }) => ({
    id: row.id,
    parts: Object.fromEntries(parts.map((column) => [column, after.columns[column]])),
  }))
  await tx.prisma.$executeRaw`
    update ${table} t
       set custom = (t.custom || ${JSON.stringify(Object.fromEntries(kept))}::text::jsonb) - ${gone}::text[],
           tags = array(select distinct tag from unnest(t.tags || ${[...add]}::text[]) tag where tag <> all (${[...drop]}::text[]) order by tag)
           ${setFrom(table, Object.keys(change.columns), Prisma.sql`${JSON.stringify(change.columns)}::text::jsonb`)}
           ${setFrom(table, parts, Prisma.sql`r.parts`)}
           ${sinceWhen(tx, change)}
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) r(id uuid, parts jsonb)
     where t.workspace_id = ${tx.scope.workspaceId}::uuid and t.id = r.id`
}

/** Columns set to what a JSON object has of them. */
function setFrom(table: Prisma.Sql, columns: readonly string[], json: Prisma.Sql): Prisma.Sql {
  if (!columns.every((name) => COLUMNS.test(name))) throw new Error(`${columns.join()} are not the names of columns.`)
  if (columns.length === 0) return Prisma.empty
  const list = Prisma.raw(columns.map((name) => `"${name}"`).join(', '))
  return Prisma.sql`, (${list}) = (select ${list} from jsonb_populate_record(null::${table}, ${json}))`
}

/** The clock of a deal's stage starts anew, unless it is in that stage already. */
const sinceWhen = (tx: Tx, { columns: { stage_id: stage } }: BulkChange): Prisma.Sql =>
  typeof stage === 'string'
    ? Prisma.sql`, stage_since = case when t.stage_id = ${stage}::uuid then t.stage_since else ${tx.now} end`
    : Prisma.empty
