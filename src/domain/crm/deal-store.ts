import type { Tx } from '../../db/in-workspace.js'
import type { SearchDocument } from '../../db/search-document.js'
import type { Deal as Row } from '../../generated/prisma/client.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import { changedMeanwhile, notFound } from '../../lib/errors.js'
import { money } from '../../lib/money.js'
import { nameKey } from '../../lib/name-key.js'
import { type Custom, textsOf } from './custom-field.js'
import type { Deal, DealChange, DealStatus, Forecast } from './deal.js'

/** Throws `not_found`. */
export async function getDeal(tx: Tx, id: string): Promise<Deal> {
  const row = await tx.prisma.deal.findUnique({ where: { workspaceId_id: key(tx, id) } })
  if (!row) throw notFound('There is no such deal.', { dealId: id })
  return toDeal(row)
}

/** Writes a new deal, its first stage change and its search document. */
export async function insertDeal(tx: Tx, deal: Deal): Promise<void> {
  const { amount, version: _, tags, ...plain } = deal
  await tx.prisma.deal.create({
    data: {
      ...plain,
      tags: [...tags],
      ...key(tx, deal.id),
      titleKey: nameKey(deal.title),
      amountMinor: amount?.minor ?? null,
      expectedClose: dbDate(deal.expectedClose),
      closedOn: dbDate(deal.closedOn),
      nextStepDue: dbDate(deal.nextStepDue),
    },
  })
  await insertStageChange(tx, deal, null)
  await putDealSearch(tx, deal)
}

/**
 * Writes what a rule changed, on the very version it was decided on, with the stage change if there is one. Throws
 * `conflict` when somebody was faster. Answers the deal as it stands, with its new version.
 */
export async function saveDeal(tx: Tx, deal: Deal, change: DealChange): Promise<Deal> {
  const where = { ...key(tx, deal.id), version: deal.version }
  const [row] = await tx.prisma.deal.updateManyAndReturn({ where, data: columns(change) })
  if (!row) throw changedMeanwhile(deal.ref)
  const saved = toDeal(row)
  if (saved.stageId !== deal.stageId) await insertStageChange(tx, saved, deal.stageId)
  await putDealSearch(tx, saved)
  return saved
}

/** The stage a deal came from into the one it is in, and since when it had stood there. Null for one that never moved. */
export async function findStageBefore(tx: Tx, deal: Deal): Promise<{ stageId: string; since: Date } | null> {
  const where = { workspaceId: tx.scope.workspaceId, dealId: deal.id }
  const orderBy = [{ at: 'desc' as const }, { id: 'desc' as const }]
  const arrival = await tx.prisma.stageChange.findFirst({ where: { ...where, toStageId: deal.stageId }, orderBy })
  const stageId = arrival?.fromStageId
  if (!arrival || !stageId) return null
  const earlier = { ...where, toStageId: stageId, at: { lte: arrival.at } }
  const stood = await tx.prisma.stageChange.findFirst({ where: earlier, orderBy })
  return { stageId, since: stood?.at ?? arrival.at }
}

/** Whether an invoice of the deal was drafted, unless it is void. */
export const isInvoiced = async (tx: Tx, dealId: string): Promise<boolean> =>
  (await tx.prisma.invoice.count({ where: { workspaceId: tx.scope.workspaceId, dealId, status: { not: 'void' } } })) > 0

const insertStageChange = (tx: Tx, deal: Deal, fromStageId: string | null) =>
  tx.prisma.stageChange.create({
    data: {
      ...key(tx, tx.newId()),
      at: tx.now,
      amountMinor: deal.amount?.minor ?? null,
      dealId: deal.id,
      fromStageId,
      toStageId: deal.stageId,
      byId: tx.scope.actorId,
    },
  })

/** A deal is found by its company's and its contact's name too. */
export async function putDealSearch(tx: Tx, deal: Deal): Promise<void> {
  const { workspaceId } = tx.scope
  const { kind, id, ref, title, body } = dealDocument(deal, [])
  const words = body.filter(Boolean).join('\n') || null
  await tx.prisma.$executeRaw`
    select search.put(${kind}, ${id}::uuid, ${ref}, ${title}, ${nameKey(title)}, concat_ws(E'\n',
      (select name from company where workspace_id = ${workspaceId}::uuid and id = ${deal.companyId}::uuid),
      (select name from contact where workspace_id = ${workspaceId}::uuid and id = ${deal.contactId}::uuid), ${words}::text))`
}

export const dealDocument = (deal: Deal, names: readonly (string | undefined)[]): SearchDocument => ({
  kind: 'deal',
  id: deal.id,
  ref: deal.ref,
  title: deal.title,
  body: [...names, deal.nextStep, deal.poNumber, deal.lostReason, deal.source, ...deal.tags, ...textsOf(deal.custom)],
})

const key = (tx: Tx, id: string) => ({ workspaceId: tx.scope.workspaceId, id })

const dbDate = (date: IsoDate | null) => (date === null ? null : toDbDate(date))

/** A change in the columns' own types; what is absent stays as it is. */
function columns({ amount, expectedClose, closedOn, nextStepDue, tags, ...plain }: DealChange) {
  return {
    ...plain,
    ...(tags && { tags: [...tags] }),
    ...(plain.title === undefined ? {} : { titleKey: nameKey(plain.title) }),
    ...(amount === undefined
      ? {}
      : { amountMinor: amount?.minor ?? null, ...(amount && { currency: amount.currency }) }),
    ...(expectedClose === undefined ? {} : { expectedClose: dbDate(expectedClose) }),
    ...(closedOn === undefined ? {} : { closedOn: dbDate(closedOn) }),
    ...(nextStepDue === undefined ? {} : { nextStepDue: dbDate(nextStepDue) }),
  }
}

export const toDeal = (row: Row): Deal => ({
  id: row.id,
  ref: row.ref,
  title: row.title,
  status: row.status as DealStatus,
  amount: row.amountMinor === null ? null : money(row.amountMinor, row.currency),
  currency: row.currency,
  probability: row.probability,
  forecastCategory: row.forecastCategory as Forecast | null,
  expectedClose: row.expectedClose && fromDbDate(row.expectedClose),
  closedOn: row.closedOn && fromDbDate(row.closedOn),
  stageSince: row.stageSince,
  nextStep: row.nextStep,
  nextStepDue: row.nextStepDue && fromDbDate(row.nextStepDue),
  source: row.source,
  lostReason: row.lostReason,
  wonReason: row.wonReason,
  poNumber: row.poNumber,
  companyId: row.companyId,
  contactId: row.contactId,
  ownerId: row.ownerId,
  ownerAtCloseId: row.ownerAtCloseId,
  stageId: row.stageId,
  tags: row.tags,
  custom: row.custom as Custom,
  version: row.version,
})
