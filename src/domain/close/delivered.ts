import type { IsoDate } from '../../lib/dates.js'
import { dealLineNet } from '../crm/deal-line.js'
import type { DeliveredLine } from './unbilled-store.js'

/** A deal of which more was delivered than billed. */
export type Unbilled = Pick<DeliveredLine, 'ref' | 'title' | 'company' | 'currency'> & {
  lastOn: IsoDate
  deliveredMinor: bigint
  billedMinor: bigint
}

/** By deal what was delivered less what was billed, where that is above zero. Lines come in order of their deal. */
export function deliveredNotBilled(lines: readonly DeliveredLine[]): Unbilled[] {
  const deals = new Map<string, Unbilled>()
  for (const line of lines) {
    const { ref, title, company, currency, billedMinor, deliveryOn } = line
    const so = deals.get(ref) ?? { ref, title, company, currency, billedMinor, lastOn: deliveryOn, deliveredMinor: 0n }
    const lastOn = deliveryOn > so.lastOn ? deliveryOn : so.lastOn
    deals.set(ref, { ...so, lastOn, deliveredMinor: so.deliveredMinor + dealLineNet(line) })
  }
  return [...deals.values()].filter(({ deliveredMinor, billedMinor }) => deliveredMinor > billedMinor)
}
