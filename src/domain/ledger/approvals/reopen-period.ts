import { sqlInTx } from '../../../db/sql-in-tx.js'
import { datedTime } from '../../../lib/dates.js'
import { approvalContent } from '../../people/approval-content.js'
import { defineApproval } from '../../people/define-approval.js'
import { getWorkspace } from '../../people/workspace-store.js'
import { endReopenings } from '../end-reopenings.js'
import { periodLabel } from '../period.js'
import { listPeriods, reopenPeriod } from '../period-store.js'

/** How long a period is to be open again; kept in the approval. */
export type ReopenProposal = { hours: number }

const HOUR_MS = 3_600_000

/** Until when what is approved now is open. */
export const openUntil = (now: Date, proposal: unknown): Date =>
  new Date(now.getTime() + (proposal as ReopenProposal).hours * HOUR_MS)

/** The subject is the period's id. Its time runs from the approval on. */
export default defineApproval({
  name: 'reopen-period',
  title: 'Reopening a period',
  many: 'reopenings of a period',
  needs: 'close.manage',
  days: 7,
  load: async (tx, { subject, proposal }) => {
    const period = (await listPeriods(sqlInTx(tx))).find(({ id }) => id === subject)
    if (period?.state !== 'closed') return null
    const { hours } = proposal as ReopenProposal
    return approvalContent({
      title: `Reopening period ${periodLabel(period)} for ${hours} hours`,
      fields: [
        { label: 'Period', value: periodLabel(period) },
        { label: 'Open again for', value: `${hours} hours` },
      ],
      lines: ['What is posted meanwhile is listed with the reopening; then the period is closed again by itself.'],
      amount: null,
      counterparty: null,
      department: null,
      preparers: [],
    })
  },
  approved: async (tx, { id, subject, proposal }) => {
    // One whose time is over is closed, also where the hourly job has not said so yet.
    await endReopenings(tx)
    const { timeZone } = await getWorkspace(sqlInTx(tx))
    const until = openUntil(tx.now, proposal)
    await reopenPeriod(tx, subject, id, until)
    return `It is open until ${datedTime(timeZone, until)}, and is then closed again.`
  },
})
