import { sqlInTx } from '../../../db/sql-in-tx.js'
import { datedTime } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { approvalContent } from '../../people/approval-content.js'
import { defineApproval } from '../../people/define-approval.js'
import { getWorkspace } from '../../people/workspace-store.js'
import { baseCurrencyOf } from '../base-rate.js'
import { reopenYear } from '../close-year.js'
import { findClosedYear, listClosingLines } from '../year-end-store.js'
import { openUntil, type ReopenProposal } from './reopen-period.js'

/** The subject is the id of the year's end. Its time runs from the approval on. */
export default defineApproval({
  name: 'reopen-year',
  title: 'Reopening a year',
  many: 'reopenings of a year',
  needs: 'close.manage',
  days: 7,
  load: async (tx, { subject, proposal }) => {
    const year = await findClosedYear(tx, subject)
    if (year === null) return null
    const { hours } = proposal as ReopenProposal
    const lines = await listClosingLines(sqlInTx(tx), year, false)
    const backMinor = lines.reduce((sum, { baseMinor }) => sum - baseMinor, 0n)
    const back = money(backMinor, await baseCurrencyOf(tx))
    return approvalContent({
      title: `Taking the closing of ${year} back for ${hours} hours`,
      fields: [
        { label: 'Fiscal year', value: String(year) },
        { label: 'Retained earnings change by', value: formatMoney(back) },
        { label: 'Open again for', value: `${hours} hours` },
      ],
      lines: ['Its entry is reversed by another one; when the time is over, the year is closed again by itself.'],
      amount: null,
      counterparty: null,
      department: null,
      preparers: [],
    })
  },
  approved: async (tx, { id, subject, proposal, reason }) => {
    const year = await findClosedYear(tx, subject)
    if (year === null) throw new Error(`the year of ${subject} was closed a moment ago`)
    const { timeZone } = await getWorkspace(sqlInTx(tx))
    const until = openUntil(tx.now, proposal)
    await reopenYear(tx, year, { approvalId: id, reason: reason ?? '', until })
    return `${year} is open until ${datedTime(timeZone, until)}, and is then closed again. Sooner: year close ${year}`
  },
})
