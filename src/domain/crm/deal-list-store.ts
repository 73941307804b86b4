import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import { type Money, money } from '../../lib/money.js'
import { prefixEnd } from '../../lib/name-key.js'
import { amongOwners, type Owners } from '../people/owners.js'
import type { Custom } from './custom-field.js'
import type { DealStatus } from './deal.js'
import { type Facet, hasFacets } from './facet-store.js'
import type { StageKind } from './pipeline.js'

/** A deal as lists and cards show it, with the names of what it refers to. */
export type DealRow = {
  id: string
  ref: string
  title: string
  status: DealStatus
  amount: Money | null
  currency: string
  /** Percent: the deal's own, else its stage's. */
  probability: number
  expectedClose: IsoDate | null
  closedOn: IsoDate | null
  stageSince: Date
  nextStep: string | null
  nextStepDue: IsoDate | null
  source: string | null
  lostReason: string | null
  poNumber: string | null
  tags: string[]
  custom: Custom
  stage: { id: string; name: string; kind: StageKind; rotDays: number | null; pipelineId: string }
  company: { id: string; ref: string; name: string }
  contact: { id: string; ref: string; name: string } | null
  owner: { id: string; name: string }
  version: number
}

/** Which deals; what is absent does not narrow. */
export type DealFilter = {
  ids?: readonly string[]
  ref?: string
  ownerId?: string
  owners?: Owners
  companyId?: string
  contactId?: string
  /** The stage's folded name, in whatever pipeline. */
  stageKey?: string
  status?: DealStatus
  /** With a next step that is due on this day or before. */
  stepDueBy?: IsoDate
  /** Folded title: exactly, or its beginning. */
  titleKey?: string
  titlePrefix?: string
  facets?: readonly Facet[]
}

/** The deals that a filter names: open ones by expected close (undated last), closed ones newest first. */
export async function listDeals(read: SqlScope, filter: DealFilter, limit: number): Promise<DealRow[]> {
  const rows = await read.sql<FlatDeal[]>`
    select d.id, d.ref, d.title, d.status, d.amount_minor as "amountMinor", d.currency,
           coalesce(d.probability, s.probability) as probability, d.expected_close as "expectedClose",
           d.closed_on as "closedOn", d.stage_since as "stageSince", d.next_step as "nextStep",
           d.next_step_due as "nextStepDue", d.source, d.lost_reason as "lostReason", d.po_number as "poNumber", d.version, d.tags, d.custom,
           s.id as "stageId", s.name as "stageName", s.kind as "stageKind", s.rot_days as "rotDays",
           s.pipeline_id as "pipelineId", c.id as "companyId", c.ref as "companyRef", c.name as "companyName",
           p.id as "contactId", p.ref as "contactRef", p.name as "contactName", o.id as "ownerId", o.name as "ownerName"
      from deal d
      join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
      join company c on c.workspace_id = d.workspace_id and c.id = d.company_id
      join staff o on o.workspace_id = d.workspace_id and o.id = d.owner_id
      left join contact p on p.workspace_id = d.workspace_id and p.id = d.contact_id
     where ${matches(read, filter)}
     order by d.status = 'open' desc, d.closed_on desc nulls first, d.expected_close asc nulls last, d.id
     limit ${limit}`
  return rows.map(toDealRow)
}

/** Throws `not_found`. */
export async function getDealRow(read: SqlScope, id: string): Promise<DealRow> {
  const [deal] = await listDeals(read, { ids: [id] }, 1)
  if (!deal) throw notFound('There is no such deal.', { dealId: id })
  return deal
}

export type DealTotal = { count: number; amount: Money }

/** Count and sum of all that a filter names, a row a currency, the largest number of deals first. */
export async function sumDeals(read: SqlScope, filter: DealFilter): Promise<DealTotal[]> {
  const rows = await read.sql<{ count: number; currency: string; minor: string }[]>`
    select count(*)::int as count, d.currency, coalesce(sum(d.amount_minor), 0)::text as minor
      from deal d join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
     where ${matches(read, filter)}
     group by d.currency order by count(*) desc, d.currency`
  return rows.map(({ count, currency, minor }) => ({ count, amount: money(BigInt(minor), currency) }))
}

function matches(read: SqlScope, filter: DealFilter) {
  const { sql, scope } = read
  return sql`d.workspace_id = ${scope.workspaceId}
    ${hasFacets(read, 'deal', 'd.id', filter.facets)}
    ${filter.ids || filter.ref ? sql`` : sql`and d.status <> 'withdrawn'`}
    ${filter.ids ? sql`and d.id = any (${[...filter.ids]}::uuid[])` : sql``}
    ${filter.ref ? sql`and d.ref = ${filter.ref}` : sql``}
    ${amongOwners(read, read.sql`d.owner_id`, filter.owners)}
    ${filter.ownerId ? sql`and d.owner_id = ${filter.ownerId}` : sql``}
    ${filter.companyId ? sql`and d.company_id = ${filter.companyId}` : sql``}
    ${filter.contactId ? sql`and d.contact_id = ${filter.contactId}` : sql``}
    ${filter.stageKey ? sql`and s.name_key = ${filter.stageKey}` : sql``}
    ${filter.status ? sql`and d.status = ${filter.status}` : sql``}
    ${filter.stepDueBy ? sql`and d.next_step is not null and d.next_step_due <= ${filter.stepDueBy}` : sql``}
    ${filter.titleKey ? sql`and d.title_key = ${filter.titleKey}` : sql``}
    ${filter.titlePrefix ? sql`and d.title_key >= ${filter.titlePrefix} and d.title_key < ${prefixEnd(filter.titlePrefix)}` : sql``}`
}

type FlatDeal = Omit<DealRow, 'amount' | 'stage' | 'company' | 'contact' | 'owner'> & {
  amountMinor: bigint | null
  stageId: string
  stageName: string
  stageKind: StageKind
  rotDays: number | null
  pipelineId: string
  companyId: string
  companyRef: string
  companyName: string
  contactId: string | null
  contactRef: string
  contactName: string
  ownerId: string
  ownerName: string
}

function toDealRow(flat: FlatDeal): DealRow {
  const { amountMinor, stageId, stageName, stageKind, rotDays, pipelineId, ...rest } = flat
  const { companyId, companyRef, companyName, contactId, contactRef, contactName, ownerId, ownerName, ...deal } = rest
  return {
    ...deal,
    amount: amountMinor === null ? null : money(amountMinor, deal.currency),
    stage: { id: stageId, name: stageName, kind: stageKind, rotDays, pipelineId },
    company: { id: companyId, ref: companyRef, name: companyName },
    contact: contactId === null ? null : { id: contactId, ref: contactRef, name: contactName },
    owner: { id: ownerId, name: ownerName },
  }
}
