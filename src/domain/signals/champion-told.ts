import type { SqlScope } from '../../db/sql-workspace.js'
import { getWorkspace } from '../people/workspace-store.js'
import { listHangingOn } from './champion-store.js'
import { isMuted } from './signal.js'
import { listSignalMutes } from './signal-list-store.js'
import { isOff } from './signal-settings.js'

/** Whether somebody hears by the signal `champion-bounces` that mail to an address comes back: with the deal, and so not twice. */
export async function isToldWithDeal(read: SqlScope, addressKey: string, staffId: string): Promise<boolean> {
  const [deal] = await listHangingOn(read, addressKey)
  if (deal?.ownerId !== staffId) return false
  const name = 'champion-bounces'
  if (isOff((await getWorkspace(read)).settings, { name })) return false
  const muted = (await listSignalMutes(read)).get(staffId) ?? new Set<string>()
  return !isMuted(muted, { name, companyId: deal.companyId })
}
