import { invalid } from '../../lib/errors.js'
import { formatMoney, type Money } from '../../lib/money.js'

/** Refuses amounts of a document that were said in another currency than its own: 100 EUR is not 100 USD. Throws `invalid`. */
export function requireCurrency(
  document: { name: string; currency: string },
  amounts: readonly (Money | undefined)[],
): void {
  const other = amounts.find((amount) => amount && amount.currency !== document.currency)
  if (other)
    throw invalid(
      `${document.name} is in ${document.currency}, not ${other.currency}: say how much ${formatMoney(other)} is in ${document.currency}, such as "100 ${document.currency}".`,
    )
}
