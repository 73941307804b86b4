import type { Tx } from '../../db/in-workspace.js'
import { addAccounts } from './account-store.js'
import { chartFor } from './chart.js'
import { openFiscalYear } from './period-store.js'

/** A new company's books: the country's default chart of accounts, and the periods of each fiscal year named. Safe to repeat. */
export async function openBooks(tx: Tx, country: string, years: readonly number[]): Promise<void> {
  await addAccounts(tx, chartFor(country))
  for (const year of years) await openFiscalYear(tx, year)
}
