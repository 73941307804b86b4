import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { postDueReleases } from '../../domain/ledger/post-releases.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { addToMonth, dateIn, monthOf } from '../../lib/dates.js'
import { defineJob, every } from '../define-job.js'

export default defineJob({
  name: 'release-due',
  summary: 'Posts the parts of deferred income, prepaid costs and depreciation of months that have ended',
  on: ['release.due'],
  schedule: { kind: 'release.due', next: every(24 * 60, 150) },
  run: async ({ db, scope, log }) => {
    const workspace = await readWorkspace(db, scope, getWorkspace)
    // Before it is live a company's books are still being brought in; then everything due is posted at once.
    if (!workspace.liveAt) return
    const through = addToMonth(monthOf(dateIn(workspace.timeZone, db.clock.now())), -1)
    const held = await postDueReleases((work) => inWorkspace(db, scope, work), through)
    for (const each of held) log.warn(each, 'a release waits')
  },
})
