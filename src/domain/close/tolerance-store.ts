import type { SqlScope } from '../../db/sql-workspace.js'
import { money } from '../../lib/money.js'
import { getWorkspace } from '../people/workspace-store.js'
import type { Tolerance } from './judge-finding.js'

/** What a row may be off by and still pass, as the company says; by default nothing. */
export async function getTolerance(read: SqlScope): Promise<Tolerance> {
  const { settings, baseCurrency } = await getWorkspace(read)
  const kept = settings['closeToleranceMinor']
  return money(typeof kept === 'string' ? BigInt(kept) : 0n, baseCurrency)
}
