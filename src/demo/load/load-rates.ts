import { putRate } from '../../domain/ledger/fx-rate-store.js'
import type { Loading } from './context.js'

/** Rates come first: a deal that is won keeps the rate of its day. */
export const loadRates = ({ company, on }: Loading): Promise<void> =>
  on(company.calendar.salesBegin, null, async (tx) => {
    for (const rate of company.rates) await putRate(tx, { ...rate, source: 'demo' })
  })
