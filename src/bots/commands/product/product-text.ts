import { unitShort } from '../../../domain/billing/unit.js'
import { formatMoney, type Money } from '../../../lib/money.js'

/** "49.00 EUR or 55.00 USD" */
export const pricesText = (prices: readonly Money[]): string | null => prices.map(formatMoney).join(' or ') || null

/** "h", or "one" for what is counted by pieces without a word. */
export const unitText = (code: string): string => unitShort(code) || 'one'
