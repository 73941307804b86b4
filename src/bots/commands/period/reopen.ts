import { sqlInTx } from '../../../db/sql-in-tx.js'
import { periodLabel } from '../../../domain/ledger/period.js'
import { askApproval } from '../../../domain/people/ask-approval.js'
import { invalid, refused } from '../../../lib/errors.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { namedPeriod, periodParams } from './period-param.js'
import { hoursOf, USUAL_HOURS } from './reopen-hours.js'

export default defineCommand({
  name: 'period reopen',
  summary: 'Ask a second person to open a closed period for a while',
  example: 'period reopen 2026-10 reason:"A bill came late" hours:24',
  params: {
    ...periodParams,
    reason: required('text', 'Why'),
    hours: optional('integer', 'Hours', { hint: `How long; by default ${USUAL_HOURS}` }),
  },
  needs: 'close.manage',
  risk: 'reversible',
  run: async (_context, { reason, hours: typed, ...args }, tx) => {
    if (reason.trim() === '') throw invalid('Say why it is to be opened again: whoever approves it reads that.')
    const hours = hoursOf(typed)
    const period = await namedPeriod(sqlInTx(tx), args)
    if (period.state === 'open') throw refused(`${periodLabel(period)} is open.`)
    const asked = await askApproval(tx, approvalKind('reopen-period'), {
      subject: period.id,
      proposal: { hours },
      reason: reason.trim(),
    })
    return {
      headline: `${asked.ref}: asked to open ${periodLabel(period)} again for ${hours} hours`,
      text: 'It opens once a second person has approved it.',
      undo: { command: 'approval withdraw', args: { approval: asked.ref }, versions: {} },
      data: { approval: asked.ref, period: periodLabel(period), hours },
    }
  },
})
