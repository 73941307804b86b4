import type { AccountKind, ChartAccount, Purpose } from './account.js'
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

/** Gains and losses in one: income in some charts, an expense in others. */
const EITHER_WAY: readonly Purpose[] = [
  'discounts-given',
  'discounts-received',
  'exchange-differences',
  'unrealised-exchange',
  'rounding',
]

/** Whether an account of a purpose may be of a kind: sales are income, while a bank may be overdrawn and a tax owed or claimed. */
export function isKindFor(purpose: Purpose, kind: AccountKind): boolean {
  const usual = genericChart.find((account) => account.purpose === purpose)?.kind ?? kind
  if (usual === kind) return true
  if (purpose === 'receivable' || purpose === 'payable' || usual === 'equity' || kind === 'equity') return false
  if (EITHER_WAY.includes(purpose)) return kind === 'income' || kind === 'expense'
  return [usual, kind].every((each) => each === 'asset' || each === 'liability')
}
