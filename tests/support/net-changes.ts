import type { Tx } from '../../src/db/in-workspace.js'
import { sqlInTx } from '../../src/db/sql-in-tx.js'

type Row = Readonly<Record<string, unknown>> | null
type Net = { before: boolean; after: boolean; aside: boolean; first: NonNullable<Row>; last: NonNullable<Row> }

/** What a change and its undo leave different without anybody minding. */
const MOVES_ON = new Set(['version', 'updated_at', 'created_at'])
/** What was asked stays as it was asked, withdrawn. */
const STAYS = new Set(['approval'])

/** What all commands of a reference changed together, by the audit trail: each row before the first of them and after the last. */
export async function netChanges(tx: Tx, reference: string): Promise<string[]> {
  const rows = await sqlInTx(tx).sql<{ entity: string; id: string; action: string; before: Row; after: Row }[]>`
    select entity, entity_id::text as id, action, before, after from audit_log
    where workspace_id = ${tx.scope.workspaceId}::uuid and reference = ${reference}
    order by case action when 'insert' then 0 when 'delete' then 2 else 1 end, (after->>'version')::int, id`
  const net = new Map<string, Net>()
  for (const { entity, id, action, before, after } of rows) {
    // Lines are written anew with their document, and stay on one that was put aside.
    if (STAYS.has(entity) || entity.endsWith('_line')) continue
    const known = net.get(`${entity} ${id}`) ?? {
      before: action !== 'insert',
      after: true,
      aside: false,
      first: {},
      last: {},
    }
    net.set(`${entity} ${id}`, {
      before: known.before,
      after: action !== 'delete',
      aside: action === 'update',
      first: { ...before, ...known.first },
      last: { ...known.last, ...after },
    })
  }
  return [...net].flatMap(([key, row]) => differences(row).map((what) => `${key} ${what}`))
}

function differences({ before, after, aside, first, last }: Net): string[] {
  // What is new is gone again, or marked as put aside: a number that was given is not given to another.
  if (!before && (!after || aside)) return []
  if (before !== after) return [after ? 'stays' : 'is gone']
  const columns = new Set([...Object.keys(first), ...Object.keys(last)])
  return [...columns].filter((column) => !MOVES_ON.has(column) && !same(first[column], last[column]))
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
