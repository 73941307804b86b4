import { daysInStage, isStale } from '../../../domain/crm/deal.js'
import type { DealRow, DealTotal } from '../../../domain/crm/deal-list-store.js'
import { counted } from '../../../lib/counted.js'
import { formatMoney, toDecimal } from '../../../lib/money.js'
import { dateCell, moneyCell, recordCell } from '../cells.js'
import type { CommandContext } from '../define-command.js'
import type { Column, Row, Table } from '../reply.js'

type Moment = Pick<CommandContext, 'now' | 'asker'>

const columns: Column[] = [
  { key: 'ref', label: 'Deal', type: 'record' },
  { key: 'company', label: 'Company', type: 'record' },
  { key: 'stage', label: 'Stage', type: 'text' },
  { key: 'amount', label: 'Amount', type: 'money' },
  { key: 'close', label: 'Close', type: 'date' },
  { key: 'age', label: 'In stage', type: 'text' },
]
const ownerColumn: Column = { key: 'owner', label: 'Owner', type: 'person' }

/**
 * Deals as people scan them; `totals` are of all there are, shown or not. The owner stands there when it is not the same for
 * all, the company unless the card around the table is the company's own.
 */
export function dealTable(
  moment: Moment,
  deals: readonly DealRow[],
  totals: readonly DealTotal[],
  { company = true, offset = 0 }: { company?: boolean; offset?: number } = {},
): Table {
  const owners = new Set(deals.map(({ owner }) => owner.id))
  const more = totals.reduce((sum, { count }) => sum + count, 0) - deals.length - offset
  const [only] = totals.length === 1 ? totals : []
  return {
    columns: [...columns.filter(({ key }) => company || key !== 'company'), ...(owners.size > 1 ? [ownerColumn] : [])],
    rows: deals.map((deal) => dealCells(moment, deal)),
    ...(only && deals.length > 1 ? { totals: { ref: 'Total', amount: { money: only.amount } } } : {}),
    ...(more > 0 ? { more } : {}),
  }
}

const dealCells = (moment: Moment, deal: DealRow): Row => ({
  ref: { ref: deal.ref, title: deal.title },
  company: recordCell(deal.company),
  stage: deal.stage.name,
  amount: moneyCell(deal.amount),
  close: dateCell(deal.closedOn ?? deal.expectedClose),
  age: stageAge(moment, deal),
  owner: { person: deal.owner.name },
})

/** "12 days", "34 days (stale)"; a closed deal does not age. */
export function stageAge(moment: Moment, deal: DealRow): string | null {
  const days = ageInDays(moment, deal)
  return days === null ? null : `${counted(days, 'day')}${isStale(days, deal.stage.rotDays) ? ' (stale)' : ''}`
}

export const isStaleDeal = (moment: Moment, deal: DealRow): boolean =>
  isStale(ageInDays(moment, deal) ?? 0, deal.stage.rotDays)

const ageInDays = ({ now, asker }: Moment, deal: DealRow): number | null =>
  deal.status === 'open' ? daysInStage(deal.stageSince, now, asker.timeZone) : null

/** "120,000.00 EUR and 45,000.00 USD": sums of different currencies are never added up. */
export const sumText = (totals: readonly DealTotal[]): string =>
  totals
    .filter(({ amount }) => amount.minor !== 0n)
    .map(({ amount }) => formatMoney(amount))
    .join(' and ')

/** A deal for `--json`. */
export const dealData = (moment: Moment, deal: DealRow) => ({
  ref: deal.ref,
  title: deal.title,
  status: deal.status,
  company: deal.company.ref,
  companyName: deal.company.name,
  contact: deal.contact?.ref ?? null,
  owner: deal.owner.name,
  stage: deal.stage.name,
  probability: deal.probability,
  amount: deal.amount && toDecimal(deal.amount),
  currency: deal.currency,
  expectedClose: deal.expectedClose,
  closedOn: deal.closedOn,
  daysInStage: ageInDays(moment, deal),
  stale: isStaleDeal(moment, deal),
  nextStep: deal.nextStep,
  nextStepDue: deal.nextStepDue,
  lostReason: deal.lostReason,
  wonReason: deal.wonReason,
  forecast: deal.forecastCategory,
  pipeline: deal.stage.pipeline,
  ownerAtClose: deal.ownerAtClose,
  source: deal.source,
  poNumber: deal.poNumber,
})
