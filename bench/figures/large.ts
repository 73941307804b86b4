import type { Database } from '../../src/db/database.js'
import type { Scope } from '../../src/db/scope.js'
import { loadDemo } from '../../src/demo/load-demo.js'
import { handClock } from '../../src/lib/clock.js'
import { type Finding, timed } from '../harness.js'
import type { Stage } from '../stage.js'
import { fileDemoMail } from './demo-mail.js'
import { multiply } from './multiply.js'

const TIMES = Number(process.env['REPORTS_TIMES'] ?? 1_000)
/** Some day, the same in every run: the demo's figures hang on it. */
export const DAY = '2026-11-23'

/** The demo company as it would be at many times its size, on a database of its own. */
export type Large = { db: Database; adminUrl: string; scope: Scope; size: Finding; rowsOf(table: string): number }

export async function openLarge(stage: Stage): Promise<Large> {
  const { db, adminUrl } = await stage.openDatabase({ clock: handClock(new Date(`${DAY}T12:00:00Z`)) })
  const { workspaceId, company } = await loadDemo(db, { anchor: DAY, closeChannel: 'C0FINANCE0' })
  const scope: Scope = { workspaceId, actorId: null, via: 'setup' }
  await fileDemoMail(stage, db, scope, company.mails)
  let counts = new Map<string, number>()
  const ms = await timed(async () => {
    counts = await multiply(adminUrl, workspaceId, TIMES)
  })
  const rowsOf = (table: string) => counts.get(table) ?? 0
  const shown = ['company', 'deal', 'invoice', 'posting', 'message', 'support_case', 'audit_log']
  const size: Finding = {
    what: `the demo × ${TIMES}, filled in ${Math.round(ms / 1000)} s`,
    unit: 'rows',
    figures: Object.fromEntries(shown.map((table) => [table, rowsOf(table)])),
  }
  return { db, adminUrl, scope, size, rowsOf }
}
