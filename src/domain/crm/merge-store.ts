import type { Tx } from '../../db/in-workspace.js'
import { type MergeRule, REFERENCES } from './merge-rules.js'

type Kind = keyof typeof REFERENCES

/** What becomes of the rows of one table that refer to the merged record; `dropped` are those that the other has already. */
export type Moved = { table: string; column: string; moved: number; dropped: number; stays: number; why: string | null }

/** Moves every reference from one record to another as the rules say, or with `dry` tells what would move. */
export async function moveReferences(
  tx: Tx,
  kind: Kind,
  { from, to, dry = false }: { from: string; to: string; dry?: boolean },
): Promise<Moved[]> {
  const rules: Readonly<Record<string, MergeRule>> = REFERENCES[kind]
  const rows = await tx.prisma.$queryRaw<Omit<Moved, 'why'>[]>`
    select in_table as "table", in_column as "column", moved::int, dropped::int, stays::int
      from merge_references(${kind}, ${from}::uuid, ${to}::uuid, ${JSON.stringify(rules)}::text::jsonb, ${dry})`
  return rows
    .filter(({ moved, dropped, stays }) => moved + dropped + stays > 0)
    .map((row) => {
      const rule = rules[`${row.table}.${row.column}`]
      return { ...row, why: rule && 'stays' in rule ? rule.stays : null }
    })
}

/** Marks one as merged into the other. Throws nothing: both are locked by `lockPair`. */
export async function markMerged(tx: Tx, kind: Kind, from: string, to: string): Promise<void> {
  const where = { workspaceId: tx.scope.workspaceId, id: from }
  const data = { mergedIntoId: to, mergedAt: tx.now }
  if (kind === 'company') await tx.prisma.company.updateMany({ where, data })
  else await tx.prisma.contact.updateMany({ where, data })
}

/** Rows that a merge moved and that could not be moved back, since they don't fit its rule any more: a draft that was issued. */
export async function findSettled(tx: Tx, kind: Kind, made: { reference: string; at: Date }): Promise<string[]> {
  const rules: Readonly<Record<string, MergeRule>> = REFERENCES[kind]
  const drafts = Object.entries(rules).some(([name, rule]) => name.startsWith('invoice.') && 'where' in rule)
  if (!drafts) return []
  const rows = await tx.prisma.$queryRaw<{ name: string }[]>`
    select coalesce(i.number, i.ref) as name from audit_log a
      join invoice i on i.workspace_id = a.workspace_id and i.id = a.entity_id
     where a.workspace_id = ${tx.scope.workspaceId}::uuid and a.reference = ${made.reference} and a.at between ${made.at}::timestamptz - interval '1 hour' and ${made.at}::timestamptz + interval '1 hour'
       and a.entity = 'invoice' and a.action = 'update' and i.status <> 'draft' order by 1`
  return rows.map(({ name }) => name)
}
