import type { ChartAccount } from './account.js'
import { britishChart } from './charts/british.js'
import { frenchChart } from './charts/french.js'
import { genericChart } from './charts/generic.js'
import { germanChart } from './charts/german.js'
import { usChart } from './charts/us.js'

/** Countries whose charts follow the French one. */
const FRENCH = new Set(['FR', 'MC', 'SN', 'CI', 'CM', 'GA', 'ML', 'BF', 'BJ', 'TG', 'NE'])

/** The default chart of accounts for an ISO 3166-1 country: a national numbering where we know one, else a plain four-digit one. */
export function chartFor(country: string): readonly ChartAccount[] {
  if (country === 'US') return usChart
  if (country === 'DE' || country === 'AT') return germanChart
  if (country === 'GB' || country === 'IE') return britishChart
  if (FRENCH.has(country)) return frenchChart
  return genericChart
}
