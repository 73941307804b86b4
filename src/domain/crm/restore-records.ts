import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { RestoredRow } from '../people/take-back.js'
import { emit } from './events.js'
import { noteMoves } from './note-moves.js'
import { reindex, reindexLater } from './reindex-store.js'
import { stagesOf } from './stage-deals-store.js'

type Restored = { id: string; ref: string; name: string; ownerId: string | null }
export type RestoredRecords = { companies: Restored[]; contacts: Restored[]; deals: Restored[] }

/** The records that rows taken back are or belong to, put into search as they are again. */
export async function restoredRecords(tx: Tx, rows: readonly RestoredRow[]): Promise<RestoredRecords> {
  const of = (table: string) => rows.filter((row) => row.table === table).map(({ id }) => id)
  const partOf = (column: string, ...tables: string[]) =>
    rows.filter((row) => tables.includes(row.table)).map(({ content }) => content[column])
  const companies = await named(tx, 'company', [...of('company'), ...partOf('company_id', 'company_domain')])
  const contacts = await named(tx, 'contact', [
    ...of('contact'),
    ...partOf('contact_id', 'contact_address', 'contact_phone'),
    ...(await holders(tx, of('contact_address'))),
  ])
  const deals = await named(tx, 'deal', of('deal'))
  await moveBack(tx, rows)
  await takeAddressesBack(tx, rows)
  await reindex(
    tx,
    'company',
    companies.map(({ id }) => id),
  )
  await reindex(
    tx,
    'contact',
    contacts.map(({ id }) => id),
  )
  await reindex(
    tx,
    'deal',
    deals.map(({ id }) => id),
  )
  await reindexLater(tx, new Map([['case', of('support_case')] as const, ['product', of('product')] as const]))
  return { companies, contacts, deals }
}

/** Deals that a change of many had moved have gone another step on their way by coming back. */
async function moveBack(tx: Tx, rows: readonly RestoredRow[]): Promise<void> {
  const moved = rows.flatMap(({ table, id, content: { stage_id: from } }) =>
    table === 'deal' && typeof from === 'string' ? [{ dealId: id, fromStageId: from }] : [],
  )
  if (moved.length === 0) return
  const stages = await stagesOf(
    tx,
    moved.map(({ dealId }) => dealId),
  )
  await noteMoves(
    tx,
    moved.flatMap(({ dealId, fromStageId }) => {
      const toStageId = stages.get(dealId)
      return toStageId === undefined || toStageId === fromStageId ? [] : [{ dealId, fromStageId, toStageId }]
    }),
  )
}

/** Addresses that are gone now had been given: mail that came with them goes again. One that was dropped is back, and keeps its mail. */
async function takeAddressesBack(tx: Tx, rows: readonly RestoredRow[]): Promise<void> {
  const given = rows.filter(({ table, content }) => table === 'contact_address' && content['address_key'] !== undefined)
  if (given.length === 0) return
  const where = { workspaceId: tx.scope.workspaceId, id: { in: given.map(({ id }) => id) } }
  const there = await tx.prisma.contactAddress.findMany({ where, select: { id: true } })
  for (const { id, content } of given)
    if (!there.some((each) => each.id === id))
      await emit(tx, {
        kind: 'contact.address-taken-back',
        data: { contactId: String(content['contact_id']), addressKey: String(content['address_key']) },
      })
}

/** Whose addresses these are: of one that only changed, the audit trail does not say so. */
async function holders(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const where = { workspaceId: tx.scope.workspaceId, id: { in: [...ids] } }
  return (await tx.prisma.contactAddress.findMany({ where, select: { contactId: true } })).map(
    ({ contactId }) => contactId,
  )
}

async function named(tx: Tx, table: 'company' | 'contact' | 'deal', ids: readonly unknown[]): Promise<Restored[]> {
  const wanted = [...new Set(ids.filter((id) => typeof id === 'string'))]
  if (wanted.length === 0) return []
  const { sql, scope } = sqlInTx(tx)
  return sql<Restored[]>`
    select id::text, ref, ${sql(table === 'deal' ? 'title' : 'name')} as name, owner_id::text as "ownerId" from ${sql(table)}
     where workspace_id = ${scope.workspaceId}::uuid and id = any(${wanted}::uuid[]) order by ref`
}
