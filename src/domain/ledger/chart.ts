import type { ChartAccount } from './account.js'
import { genericChart } from './charts/generic.js'
import { germanChart } from './charts/german.js'
import { usChart } from './charts/us.js'

/** The default chart of accounts for an ISO 3166-1 country: a national numbering where we know one, else a plain four-digit one. */
export function chartFor(country: string): readonly ChartAccount[] {
  if (country === 'US') return usChart
  if (country === 'DE' || country === 'AT') return germanChart
  return genericChart
}
