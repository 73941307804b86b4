import type { Party } from '../billing/settlement-item.js'

/** Whose it is, as one of the two. */
export const partyOf = ({ companyId, staffId }: { companyId: string | null; staffId: string | null }): Party =>
  companyId === null ? { staffId: staffId ?? '' } : { companyId }
