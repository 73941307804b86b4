import type { Deal } from '../../../domain/crm/deal.js'
import type { StageMove } from '../../../domain/crm/move-deal.js'
import { toDecimal } from '../../../lib/money.js'
import { dateCell, moneyCell } from '../cells.js'
import type { Cell, Change } from '../reply.js'

type BeforeAfter = { before: Deal; after: Deal }

/** What of a deal is different now, before → after. */
export function dealChanges({ before, after }: BeforeAfter): Change[] {
  const changes: Change[] = []
  const add = (changed: boolean, change: Change) => changed && changes.push(change)
  add(before.title !== after.title, { label: 'Title', before: before.title, after: after.title })
  add(before.status !== after.status, { label: 'Status', before: before.status, after: after.status })
  add(before.amount?.minor !== after.amount?.minor || before.currency !== after.currency, {
    label: 'Amount',
    before: moneyCell(before.amount),
    after: moneyCell(after.amount),
  })
  add(before.probability !== after.probability, {
    label: 'Probability',
    before: percentCell(before.probability),
    after: percentCell(after.probability),
  })
  add(before.forecastCategory !== after.forecastCategory, {
    label: 'Forecast',
    before: before.forecastCategory,
    after: after.forecastCategory,
  })
  add(before.expectedClose !== after.expectedClose, {
    label: 'Expected close',
    before: dateCell(before.expectedClose),
    after: dateCell(after.expectedClose),
  })
  add(before.nextStep !== after.nextStep, { label: 'Next step', before: before.nextStep, after: after.nextStep })
  add(before.nextStepDue !== after.nextStepDue, {
    label: 'Next step by',
    before: dateCell(before.nextStepDue),
    after: dateCell(after.nextStepDue),
  })
  add(before.source !== after.source, { label: 'Source', before: before.source, after: after.source })
  add(before.poNumber !== after.poNumber, { label: 'PO number', before: before.poNumber, after: after.poNumber })
  add(before.tags.join() !== after.tags.join(), {
    label: 'Tags',
    before: before.tags.join(', ') || null,
    after: after.tags.join(', ') || null,
  })
  return changes
}

const percentCell = (percent: number | null): Cell => (percent === null ? null : { percent })

/** The change of stage first, then whatever else moved with it. */
export const moveChanges = (move: StageMove): Change[] => [
  { label: 'Stage', before: move.from.name, after: move.to.name },
  // Its status follows the stage, so that is said once.
  ...dealChanges(move).filter(({ label }) => label !== 'Status'),
]

/** A changed deal for `--json`. */
export const changedData = ({ after }: BeforeAfter, stage?: string) => ({
  ref: after.ref,
  title: after.title,
  status: after.status,
  ...(stage ? { stage } : {}),
  amount: after.amount && toDecimal(after.amount),
  currency: after.currency,
  expectedClose: after.expectedClose,
  closedOn: after.closedOn,
  nextStep: after.nextStep,
  nextStepDue: after.nextStepDue,
  version: after.version,
})
