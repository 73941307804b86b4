import type { AccountKind, Control, Purpose } from './account.js'
import { genericChart } from './charts/generic.js'
import { germanChart } from './charts/german.js'
import { usChart } from './charts/us.js'

export type ChartAccount = { code: string; name: string; kind: AccountKind; purpose: Purpose; control?: Control }

/** The default chart of accounts for an ISO 3166-1 country: a national numbering where we know one, else a plain four-digit one. */
export function chartFor(country: string): readonly ChartAccount[] {
  if (country === 'US') return usChart
  if (country === 'DE' || country === 'AT') return germanChart
  return genericChart
}
