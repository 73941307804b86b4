import { holdYearEnd } from '../../../domain/ledger/year-end-store.js'
import { askApproval } from '../../../domain/people/ask-approval.js'
import { invalid, refused } from '../../../lib/errors.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { askedReply } from '../approval/asked-reply.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { hoursOf, USUAL_HOURS } from '../period/reopen-hours.js'
import { yearParam } from './year-param.js'

export default defineCommand({
  name: 'year reopen',
  summary: 'Ask a second person to take the closing of a year back for a while, by an entry that posts its opposite',
  example: 'year reopen 2025 reason:"The auditors found a missing bill" hours:24',
  params: {
    ...yearParam,
    reason: required('text', 'Why', { multiline: true }),
    hours: optional('integer', 'Hours', { hint: `How long; by default ${USUAL_HOURS}` }),
  },
  needs: 'close.manage',
  risk: 'reversible',
  run: async (context, { year, reason, hours: typed }, tx) => {
    if (reason.trim() === '') throw invalid('Say why it is to be opened again: whoever approves it reads that.')
    const hours = hoursOf(typed)
    const { id, state } = await holdYearEnd(tx, year)
    if (state !== 'closed') throw refused(`${year} is not closed.`)
    const kind = approvalKind('reopen-year')
    const asked = await askApproval(tx, kind, { subject: id, proposal: { hours }, reason: reason.trim() })
    const reply = await askedReply(context, tx, kind, asked, `opening ${year} again for ${hours} hours`)
    return { ...reply, data: { approval: asked.ref, year, hours } }
  },
})
