import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { type AddressHealth, type BounceCount, type BounceKind, SOFT_DAYS } from './bounce.js'

export type NewBounce = {
  addressKey: string
  kind: BounceKind
  status: string | null
  said: string
  at: Date
  messageId: string
}

/** False when this report about this address was noted before. */
export async function insertBounce(tx: Tx, bounce: NewBounce): Promise<boolean> {
  const { count } = await tx.prisma.bounce.createMany({
    data: { ...bounce, workspaceId: tx.scope.workspaceId, id: tx.newId() },
    skipDuplicates: true,
  })
  return count === 1
}

/** Bounces of an address that still speak against it: soft ones for thirty days, others until it is trusted again. */
export async function countBounces(tx: Tx, addressKey: string): Promise<BounceCount> {
  const since = new Date(tx.now.getTime() - SOFT_DAYS * 86_400_000)
  const rows = await tx.prisma.bounce.findMany({
    where: { workspaceId: tx.scope.workspaceId, addressKey, OR: [{ kind: { not: 'soft' } }, { at: { gte: since } }] },
    select: { kind: true },
  })
  const count = (kind: BounceKind) => rows.filter((row) => row.kind === kind).length
  return { hard: count('hard'), soft: count('soft'), complaints: count('complaint') }
}

export const saveHealth = (tx: Tx, addressKey: string, health: AddressHealth) =>
  tx.prisma.contactAddress.updateMany({
    where: { workspaceId: tx.scope.workspaceId, addressKey, health: { not: health } },
    data: { health },
  })

/** Forgets what was said against an address. How many bounces there were. */
export async function forgetBounces(tx: Tx, addressKey: string): Promise<number> {
  const { count } = await tx.prisma.bounce.deleteMany({ where: { workspaceId: tx.scope.workspaceId, addressKey } })
  return count
}

/** Whether we wrote to this address, or it is one that we write to: only then a report about it can be true. */
export async function wroteTo(tx: Tx, addressKey: string, address: string): Promise<boolean> {
  const { workspaceId } = tx.scope
  const to = await tx.prisma.participant.findFirst({
    where: { workspaceId, addressKey, role: { in: ['to', 'cc', 'bcc'] }, message: { direction: { not: 'in' } } },
    select: { id: true },
  })
  if (to) return true
  const recipient = { in: [...new Set([address, address.toLowerCase(), addressKey])] }
  const sent = await tx.prisma.delivery.findFirst({
    where: { workspaceId, channel: 'mail', recipient },
    select: { id: true },
  })
  return sent !== null
}

/** Whether a person wrote from this address after an instant: then it works. */
export async function wroteSince(tx: Tx, addressKey: string, at: Date): Promise<boolean> {
  const found = await tx.prisma.participant.findFirst({
    where: {
      workspaceId: tx.scope.workspaceId,
      addressKey,
      role: 'from',
      message: { class: 'person', sentAt: { gt: at } },
    },
    select: { id: true },
  })
  return found !== null
}

export type AddressHistory = { kind: BounceKind; status: string | null; said: string; at: Date }

export const listBounces = ({ sql, scope }: SqlScope, addressKey: string): Promise<AddressHistory[]> => sql<
  AddressHistory[]
>`select kind, status, said, at from bounce
   where workspace_id = ${scope.workspaceId} and address_key = ${addressKey} order by at desc, id desc limit 20`

/** Whose address it is, and who should hear when it fails: the contact's owner, else the company's. */
export type AddressHolder = {
  contact: { id: string; ref: string; name: string } | null
  company: { id: string; ref: string; name: string } | null
  ownerId: string | null
  health: AddressHealth | null
}

export async function findHolder({ sql, scope }: SqlScope, addressKey: string): Promise<AddressHolder | null> {
  const [row] = await sql<AddressHolder[]>`
    with held as (
      select a.contact_id, c.company_id, a.health from contact_address a
        join contact c on c.workspace_id = a.workspace_id and c.id = a.contact_id
       where a.workspace_id = ${scope.workspaceId} and a.address_key = ${addressKey}
      union all
      select null, id, null from company
       where workspace_id = ${scope.workspaceId} and lower(billing_email) = ${addressKey} limit 1)
    select case when c.id is not null then jsonb_build_object('id', c.id, 'ref', c.ref, 'name', c.name) end as contact,
           case when o.id is not null then jsonb_build_object('id', o.id, 'ref', o.ref, 'name', o.name) end as company,
           coalesce(c.owner_id, o.owner_id) as "ownerId", h.health
      from held h
      left join contact c on c.workspace_id = ${scope.workspaceId} and c.id = h.contact_id
      left join company o on o.workspace_id = ${scope.workspaceId} and o.id = h.company_id limit 1`
  return row ?? null
}
