import type { Tx } from '../../db/in-workspace.js'
import { getPartyName } from '../billing/party-store.js'
import type { Bill } from './bill.js'

/** The supplier's name, or the colleague's. */
export const partyName = (tx: Tx, { companyId, staffId }: Pick<Bill, 'companyId' | 'staffId'>): Promise<string> =>
  getPartyName(tx, companyId === null ? { staffId: staffId ?? '' } : { companyId })
