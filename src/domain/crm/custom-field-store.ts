import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { changedMeanwhile, notFound } from '../../lib/errors.js'
import type { CustomField, FieldKind, FieldType } from './custom-field.js'

/** The fields that are in use, as forms and cards show them. Read with every command. */
export const listFields = ({ sql, scope }: SqlScope): Promise<CustomField[]> => sql<CustomField[]>`
  select id::text, kind, key, label, type, choices, hint, position, archived_at as "archivedAt", version
    from custom_field where workspace_id = ${scope.workspaceId} and archived_at is null order by kind, position, key`

/** Also one that was removed: its key stays its own, because records may still have values of it. */
export async function findField(tx: Tx, kind: FieldKind, key: string): Promise<CustomField | null> {
  const where = { workspaceId_kind_key: { workspaceId: tx.scope.workspaceId, kind, key } }
  const row = await tx.prisma.customField.findUnique({ where })
  return row && { ...row, kind: row.kind as FieldKind, type: row.type as FieldType }
}

/** Throws `not_found`. */
export async function getField(tx: Tx, kind: FieldKind, key: string): Promise<CustomField> {
  const field = await findField(tx, kind, key)
  if (!field) throw notFound(`There is no field ${key}: of a ${kind}. \`field list\` shows what there is.`)
  return field
}

export async function insertField(tx: Tx, field: Omit<CustomField, 'position' | 'version'>): Promise<void> {
  const position = await tx.prisma.customField.count({ where: { workspaceId: tx.scope.workspaceId, kind: field.kind } })
  const choices = [...field.choices]
  await tx.prisma.customField.create({ data: { ...field, choices, position, workspaceId: tx.scope.workspaceId } })
}

export type FieldChange = Partial<Pick<CustomField, 'label' | 'choices' | 'hint' | 'archivedAt'>>

/** Throws `conflict` when somebody was faster. Answers the field as it stands. */
export async function saveField(tx: Tx, field: CustomField, change: FieldChange): Promise<CustomField> {
  const { workspaceId } = tx.scope
  const data = { ...change, ...(change.choices && { choices: [...change.choices] }) } as { choices?: string[] }
  const [row] = await tx.prisma.customField.updateManyAndReturn({
    where: { workspaceId, id: field.id, version: field.version },
    data,
  })
  if (!row) throw changedMeanwhile(field.label)
  return { ...row, kind: row.kind as FieldKind, type: row.type as FieldType }
}

/** How many records have this choice. */
export const countChoiceUses = (tx: Tx, { kind, key }: CustomField, choice: string): Promise<number> =>
  tx.prisma.recordFacet.count({
    where: { workspaceId: tx.scope.workspaceId, kind, facet: key, value: choice.toLowerCase() },
  })

/** How many fields of its own a kind of record has in use. */
export const countFields = (tx: Tx, kind: FieldKind): Promise<number> =>
  tx.prisma.customField.count({ where: { workspaceId: tx.scope.workspaceId, kind, archivedAt: null } })

/** How many records have a value of each field. */
export async function countFieldUses({ sql, scope }: SqlScope): Promise<Map<string, number>> {
  const rows = await sql<{ kind: string; facet: string; count: number }[]>`
    select kind, facet, count(*)::int as count from record_facet
     where workspace_id = ${scope.workspaceId} and facet <> 'tag' group by kind, facet`
  return new Map(rows.map(({ kind, facet, count }) => [`${kind} ${facet}`, count]))
}
