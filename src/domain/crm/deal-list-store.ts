import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import { type Money, money } from '../../lib/money.js'
import { prefixEnd } from '../../lib/name-key.js'
import { amongOwners, type Owners } from '../people/owners.js'
import type { Custom } from './custom-field.js'
import type { DealStatus, Forecast } from './deal.js'
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
  wonReason: string | null
  forecastCategory: Forecast | null
  /** Whether the probability is the deal's own. */
  ownProbability: boolean
  poNumber: string | null
  tags: string[]
  custom: Custom
  stage: { id: string; name: string; kind: StageKind; rotDays: number | null; pipelineId: string; pipeline: string }
  company: { id: string; ref: string; name: string }
  contact: { id: string; ref: string; name: string } | null
  owner: { id: string; name: string }
  /** Who owned it when it was closed. */
  ownerAtClose: string | null
  version: number
}

/** A day, and the zone it is in. */
type Moment = { today: IsoDate; timeZone: string }

/** Which deals; what is absent does not narrow. */
export type DealFilter = {
  ids?: readonly string[]
  ref?: string
  ownerId?: string
  owners?: Owners
  /** Of these people, within `owners`. */
  ownedBy?: readonly string[]
  companyId?: string
  contactId?: string
  /** The stage's folded name, in whatever pipeline. */
  stageKey?: string
  status?: DealStatus
  pipelineId?: string
  /** `pipeline` has those of no category as well. */
  forecast?: Forecast
  /** Open ones that are in their stage for longer than its rot days. */
  stale?: Moment
  /** Expected to close on these days, both included. */
  closing?: { from: IsoDate; to: IsoDate }
  /** With a next step that is due on this day or before. */
  stepDueBy?: IsoDate
  /** Folded title: exactly, or its beginning. */
  titleKey?: string
  titlePrefix?: string
  facets?: readonly Facet[]
}

/** The deals that a filter names: open ones by expected close (undated last), closed ones newest first. */
export async function listDeals(read: SqlScope, filter: DealFilter, limit: number, offset = 0): Promise<DealRow[]> {
  const rows = await read.sql<FlatDeal[]>`
    select d.id, d.ref, d.title, d.status, d.amount_minor as "amountMinor", d.currency,
           coalesce(d.probability, s.probability) as probability, d.expected_close as "expectedClose",
           d.closed_on as "closedOn", d.stage_since as "stageSince", d.next_step as "nextStep",
           d.next_step_due as "nextStepDue", d.source, d.lost_reason as "lostReason", d.won_reason as "wonReason",
           d.forecast_category as "forecastCategory", d.probability is not null as "ownProbability", d.po_number as "poNumber", d.version, d.tags, d.custom,
           s.id as "stageId", s.name as "stageName", s.kind as "stageKind", s.rot_days as "rotDays",
           s.pipeline_id as "pipelineId", l.name as pipeline, k.name as "ownerAtClose", c.id as "companyId", c.ref as "companyRef", c.name as "companyName",
           p.id as "contactId", p.ref as "contactRef", p.name as "contactName", o.id as "ownerId", o.name as "ownerName"
      from (select d.* from deal d join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
             where ${matches(read, filter)} order by ${inOrder(read)} limit ${limit} offset ${offset}) d
      join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
      join pipeline l on l.workspace_id = s.workspace_id and l.id = s.pipeline_id
      join company c on c.workspace_id = d.workspace_id and c.id = d.company_id
      join staff o on o.workspace_id = d.workspace_id and o.id = d.owner_id
      left join contact p on p.workspace_id = d.workspace_id and p.id = d.contact_id
      left join staff k on k.workspace_id = d.workspace_id and k.id = d.owner_at_close_id
     order by ${inOrder(read)}`
  return rows.map(toDealRow)
}

/** The page is cut before names are joined to it. */
const inOrder = ({ sql }: SqlScope) =>
  sql`d.status = 'open' desc, d.closed_on desc nulls first, d.expected_close asc nulls last, d.id`

/** Throws `not_found`. */
export async function getDealRow(read: SqlScope, id: string): Promise<DealRow> {
  const [deal] = await listDeals(read, { ids: [id] }, 1)
  if (!deal) throw notFound('There is no such deal.', { dealId: id })
  return deal
}

/** All that a filter names, for a change of many. */
export const listDealIds = async (read: SqlScope, filter: DealFilter): Promise<string[]> =>
  (
    await read.sql<{ id: string }[]>`
      select d.id::text from deal d join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
       where ${matches(read, filter)}`
  ).map(({ id }) => id)

export type DealTotal = { count: number; amount: Money }

/** Count and sum of all that a filter names, a row a currency, the largest number of deals first. */
export const sumDeals = (read: SqlScope, filter: DealFilter): Promise<DealTotal[]> =>
  sumWith<DealTotal>(read, filter, read.sql``)

/** The same, and how many of them are stale at that moment. */
export const sumWithStale = (
  read: SqlScope,
  filter: DealFilter,
  moment: Moment,
): Promise<(DealTotal & { stale: number })[]> =>
  sumWith(read, filter, read.sql`count(*) filter (where ${isStale(read, moment)})::int as stale,`)

async function sumWith<T extends DealTotal>(
  read: SqlScope,
  filter: DealFilter,
  more: ReturnType<typeof isStale>,
): Promise<T[]> {
  const rows = await read.sql<{ count: number; currency: string; minor: string }[]>`
    select count(*)::int as count, ${more} d.currency, coalesce(sum(d.amount_minor), 0)::text as minor
      from deal d join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
     where ${matches(read, filter)}
     group by d.currency order by count(*) desc, d.currency`
  return rows.map(({ currency, minor, ...counts }) => ({ ...counts, amount: money(BigInt(minor), currency) }) as T)
}

const isStale = ({ sql }: SqlScope, { today, timeZone }: Moment) =>
  sql`d.status = 'open' and (d.stage_since at time zone ${timeZone})::date + s.rot_days < ${today}::date`

function matches(read: SqlScope, filter: DealFilter) {
  const { sql, scope } = read
  return sql`d.workspace_id = ${scope.workspaceId}
    ${hasFacets(read, 'deal', sql`d.id`, filter.facets)}
    ${filter.ids || filter.ref ? sql`` : sql`and d.status <> 'withdrawn'`}
    ${filter.ids ? sql`and d.id = any (${[...filter.ids]}::uuid[])` : sql``}
    ${filter.ref ? sql`and d.ref = ${filter.ref}` : sql``}
    ${amongOwners(read, read.sql`d.owner_id`, filter.owners)}
    ${amongOwners(read, read.sql`d.owner_id`, filter.ownedBy)}
    ${filter.ownerId ? sql`and d.owner_id = ${filter.ownerId}` : sql``}
    ${filter.companyId ? sql`and d.company_id = ${filter.companyId}` : sql``}
    ${filter.contactId ? sql`and d.contact_id = ${filter.contactId}` : sql``}
    ${filter.stageKey ? sql`and s.name_key = ${filter.stageKey}` : sql``}
    ${filter.status ? sql`and d.status = ${filter.status}` : sql``}
    ${filter.pipelineId ? sql`and s.pipeline_id = ${filter.pipelineId}` : sql``}
    ${filter.forecast ? sql`and coalesce(d.forecast_category, 'pipeline') = ${filter.forecast}` : sql``}
    ${filter.stale ? sql`and ${isStale(read, filter.stale)}` : sql``}
    ${filter.closing ? sql`and d.expected_close between ${filter.closing.from} and ${filter.closing.to}` : sql``}
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
  pipeline: string
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
  // In one step: copying the rest of so wide a row is most of this.
  const {
    amountMinor,
    stageId,
    stageName,
    stageKind,
    rotDays,
    pipelineId,
    pipeline,
    companyId,
    companyRef,
    companyName,
    contactId,
    contactRef,
    contactName,
    ownerId,
    ownerName,
    ...deal
  } = flat
  return {
    ...deal,
    amount: amountMinor === null ? null : money(amountMinor, deal.currency),
    stage: { id: stageId, name: stageName, kind: stageKind, rotDays, pipelineId, pipeline },
    company: { id: companyId, ref: companyRef, name: companyName },
    contact: contactId === null ? null : { id: contactId, ref: contactRef, name: contactName },
    owner: { id: ownerId, name: ownerName },
  }
}
