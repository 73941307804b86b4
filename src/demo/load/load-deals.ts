import type { Tx } from '../../db/in-workspace.js'
import { createDeal } from '../../domain/crm/create-deal.js'
import { logActivity } from '../../domain/crm/log-activity.js'
import { loseDeal } from '../../domain/crm/lose-deal.js'
import { moveDeal } from '../../domain/crm/move-deal.js'
import { winDeal } from '../../domain/crm/win-deal.js'
import type { IsoDate } from '../../lib/dates.js'
import type { DemoDeal } from '../parts/records.js'
import { dayByDay, idOf, type Loading } from './context.js'

/** A day's happening in a deal's life; `order` keeps what falls on one day in its sequence. */
type Happening = { on: IsoDate; deal: DemoDeal; order: number; happen: (tx: Tx) => Promise<unknown> }

export async function loadDeals(loading: Loading): Promise<void> {
  const stages = await loading.on(loading.company.calendar.salesBegin, null, async (tx) => {
    const rows = await tx.prisma.stage.findMany({ select: { id: true, name: true } })
    return new Map(rows.map((row) => [row.name, row.id]))
  })
  const happenings = loading.company.deals.flatMap((deal) => livesOf(loading, deal, stages))
  await dayByDay(
    loading,
    happenings.toSorted((a, b) => a.order - b.order),
    (each) => each.on,
    async (tx, each) => {
      await each.happen(tx)
    },
  )
}

function livesOf({ ids }: Loading, deal: DemoDeal, stages: ReadonlyMap<string, string>): Happening[] {
  const happening = (on: IsoDate, order: number, happen: Happening['happen']): Happening => ({
    on,
    deal,
    order,
    happen,
  })
  const moves = deal.moves.map((move, step) =>
    happening(move.on, step + 1, (tx) => moveDeal(tx, idOf(ids, deal.key), idOf(stages, move.stage))),
  )
  const notes = deal.notes.map((note) =>
    happening(note.on, 5, (tx) =>
      logActivity(tx, { kind: 'note', body: note.body, subject: { kind: 'deal', id: idOf(ids, deal.key) } }),
    ),
  )
  return [
    happening(deal.createdOn, 0, (tx) => open(tx, ids, deal)),
    ...moves,
    ...notes,
    ...ending(ids, deal, happening),
  ]
}

async function open(tx: Tx, ids: Map<string, string>, deal: DemoDeal): Promise<void> {
  const made = await createDeal(tx, {
    title: deal.title,
    companyId: idOf(ids, deal.customer),
    contactId: idOf(ids, deal.contact),
    ownerId: idOf(ids, deal.owner),
    amount: { minor: deal.amountMinor, currency: deal.currency },
    expectedClose: deal.expectedClose,
    ...(deal.nextStep ? { nextStep: deal.nextStep } : {}),
  })
  ids.set(deal.key, made.id)
}

function ending(
  ids: ReadonlyMap<string, string>,
  deal: DemoDeal,
  happening: (on: IsoDate, order: number, happen: Happening['happen']) => Happening,
): Happening[] {
  const { outcome } = deal
  if (!outcome) return []
  const id = () => idOf(ids, deal.key)
  const { on, reason, kind } = outcome
  const closed = { on, today: on }
  return [
    happening(on, 9, (tx) =>
      kind === 'won' ? winDeal(tx, id(), { ...closed, reason }) : loseDeal(tx, id(), reason, closed),
    ),
  ]
}
