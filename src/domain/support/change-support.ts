import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { invalid } from '../../lib/errors.js'
import { getWorkspace, saveSettings } from '../people/workspace-store.js'
import { listRunning, lockCases, saveCase } from './case-store.js'
import { retarget, startClock, stopClock } from './sla.js'
import { deskOf, type SupportSettings, supportSettings } from './support-settings.js'

/**
 * Changes how the company does its support. Clocks that run go on by the new hours and promises; what they used by the old
 * ones stays used. Answers the settings before and after.
 */
export async function changeSupport(
  tx: Tx,
  change: Partial<SupportSettings>,
): Promise<{ before: SupportSettings; after: SupportSettings }> {
  await lockCases(tx)
  const workspace = await getWorkspace(sqlInTx(tx))
  const before = supportSettings(workspace)
  const after = { ...before, ...change }
  checkSettings(after)
  await saveSettings(tx, { support: after })
  const [was, is] = [deskOf(workspace), deskOf({ ...workspace, settings: { support: after } })]
  if (JSON.stringify([before.hours, before.targets]) === JSON.stringify([after.hours, after.targets]))
    return { before, after }
  for (const one of await listRunning(tx)) {
    const stopped = stopClock(one, was.working, tx.now)
    const clock = retarget(startClock(stopped, is.working, tx.now), is.targets[one.priority], is.working)
    await saveCase(tx, one, clock)
  }
  return { before, after }
}

function checkSettings({ hours, targets, reopenDays }: SupportSettings): void {
  if (hours.days.length === 0 || hours.to - hours.from < 60)
    throw invalid('Support works an hour a day at least: sla hours mon-fri from:9 to:17')
  for (const { responseMinutes, resolutionMinutes } of Object.values(targets))
    if (responseMinutes !== null && resolutionMinutes !== null && responseMinutes > resolutionMinutes)
      throw invalid('The first reply can’t be due after the whole case.')
  if (reopenDays < 0 || reopenDays > 365) throw invalid('A reply reopens a case for 0 to 365 days.')
}
